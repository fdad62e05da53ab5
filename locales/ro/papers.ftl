# Hârtii păstrate aici: se privesc, se tipăresc, se deschid, se salvează.
paper-title = Document
paper-pages = Pagini
paper-page-before = Pagina anterioară
paper-page-after = Pagina următoare
paper-page-of = Pagina { $page } din { $pages }
paper-smaller = Mai mic
paper-larger = Mai mare
paper-zoom = { $percent } %
paper-unreadable = Fișierul nu poate fi arătat aici. Se poate deschide în altă aplicație sau salva.
paper-print = Tipărește
paper-open = Deschide
paper-save = Salvează ca
paper-printed = { $name } a fost trimis la imprimantă.
paper-opened = { $name } este deschis în altă aplicație.
paper-saved = Salvat ca { $name }.
paper-not-saved = Nu s-a salvat.
