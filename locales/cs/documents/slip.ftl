# Potvrzení, když dodavatel neodpovídá.
paper-slip-name = Potvrzení o přijetí platby
paper-slip-for-patient = Pro pacienta
paper-slip-for-desk = Pro recepci
paper-slip-received-at = Přijato
paper-slip-received-by = Přijal(a)
paper-slip-desk = Pracoviště
paper-slip-for = Za
paper-slip-received = Přijato
paper-slip-returned = Vráceno
paper-slip-not-at-vendor = Přijato, není v { $vendor }
paper-slip-no-invoice = Toto není faktura ani daňový doklad. Platba bude zapsána do { $vendor }, jakmile bude opět odpovídat.
paper-slip-not-told = Toto není faktura ani daňový doklad. Tímto potvrzením se platba do { $vendor } nezapisuje.
paper-slip-not-elsewhere = Přijato, jinde nezapsáno
paper-slip-nobody-told = Toto není faktura ani daňový doklad. Tímto potvrzením se platba do jiného programu nezapisuje.
paper-slip-signature-desk = Přijal(a) (podpis)
paper-slip-signature-patient = Zaplatil(a) (podpis)
