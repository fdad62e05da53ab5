# De ce un câmp al unei cereri de laborator sau al unui buletin nu poate fi acceptat.
field-damaged = O literă s-a stricat pe drum. Scrieți din nou.
field-not-base64 = Fișierul nu a putut fi citit. Alegeți-l din nou.
field-not-a-pdf = Acesta nu este un fișier PDF întreg. Faceți-l din nou și alegeți-l încă o dată.
