# Bonul provizoriu pentru bani primiți cât timp furnizorul nu răspunde.
paper-slip-name = Bon provizoriu de primire
paper-slip-for-patient = Pentru pacient
paper-slip-for-desk = Pentru recepție
paper-slip-received-at = Primit la
paper-slip-received-by = Primit de
paper-slip-desk = Recepția
paper-slip-for = Pentru
paper-slip-received = Primit
paper-slip-returned = Restituit
paper-slip-not-at-vendor = Primit, neînregistrat în { $vendor }
paper-slip-no-invoice = Acesta nu este factură și nu este bon fiscal. Plata va fi înregistrată în { $vendor } de îndată ce acesta răspunde din nou.
paper-slip-not-told = Acesta nu este factură și nu este bon fiscal. Prin acest bon, plata nu ajunge în { $vendor }.
paper-slip-not-elsewhere = Primit, neînregistrat în altă parte
paper-slip-nobody-told = Acesta nu este factură și nu este bon fiscal. Prin acest bon, plata nu ajunge în niciun alt program.
paper-slip-signature-desk = Am primit (semnătura)
paper-slip-signature-patient = Am plătit (semnătura)
