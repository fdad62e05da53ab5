# De ce un câmp al unei cereri de laborator sau al unui buletin nu poate fi acceptat.
field-damaged = O literă s-a stricat pe drum. Scrieți din nou.
field-not-base64 = Fișierul nu a putut fi citit. Alegeți-l din nou.
