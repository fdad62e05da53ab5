# Ce nu este în regulă cu un câmp.
field-required = Completați.
field-too-long = Textul este prea lung.
field-not-a-phone = Numai cifre, spații și + ( ) - . /, cel puțin cinci cifre.
field-not-an-email = Aceasta nu este o adresă de e-mail.
field-not-a-national-id = Ultima cifră nu se potrivește cu celelalte. Comparați cu actul de identitate.
field-not-an-address = Aceasta nu este o adresă. Începe cu https:// și numește un server.
field-not-https = Numai o adresă care începe cu https:// păstrează secrete datele pacienților pe drum.
field-repeated = Apare de două ori.
field-other = Nu poate fi acceptat. Verificați dacă este scris corect.
field-json-line = De la rândul { $line } nu mai este JSON.
field-not-json = Aceasta nu este JSON.
field-no-mapping = Un loc nu este cunoscut. Comparați numele dintre acolade cu ajutorul.
field-not-a-number = Numai cifre.
field-not-a-zone = Acesta nu este un fus orar. Se scrie ca Europe/Bucharest.
field-no-format = Acesta nu este un format: dotted, spaced, sortable sau un model ca %d.%m.%Y.%H.%M.
field-no-way = Aceasta nu este o cale: [METODĂ] /cale, fără întrebare, cu o metodă care poate înlocui { $method }.
field-agree = Citiți avertizarea și bifați-o sau dați o adresă cu https://.
