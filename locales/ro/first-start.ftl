# Prima pornire și conectarea unui cont.
first-language = Limba
first-title = Bine ați venit în Frontdesk
first-intro = Conectați conturile clinicii sau exersați într-o clinică inventată.
first-connect = Conectare
first-connect-about = Lista de astăzi, pacienții, consultațiile video, laboratorul sau contractele, din programul cu care lucrează clinica: MedSoft, AlfaDocs, VideoDoktor, Gensoft sau eHealth. Aveți nevoie de adresa și cheia contului.
first-connect-open = Conectează
first-connect-help = Ce scrieți aici rămâne pe acest calculator. Cheia se păstrează în depozitul de parole al calculatorului.
first-training = Clinica de exersare
first-training-about = O clinică inventată, cu pacienți inventați, unde se poate încerca orice. Nimic nu ajunge la un furnizor și se poate ieși oricând.
first-training-open = Deschide clinica de exersare
first-training-opening = Se deschide clinica de exersare
first-foot = Datele pacienților citite de la furnizori se păstrează criptat pe acest calculator, deci recepția lucrează și când cade legătura.
