# Papers kept here: looked at, printed, opened, saved.
paper-title = Paper
paper-pages = Pages
paper-page-before = Page before
paper-page-after = Page after
paper-page-of = Page { $page } of { $pages }
paper-smaller = Smaller
paper-larger = Larger
paper-zoom = { $percent } %
paper-unreadable = This file cannot be shown here. It can still be opened in another application or saved.
paper-print = Print
paper-open = Open
paper-save = Save as
paper-printed = { $name } was given to the printer.
paper-opened = { $name } is open in another application.
paper-saved = Saved as { $name }.
paper-not-saved = Not saved.
