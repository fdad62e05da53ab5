give-up-book_appointment = Nu se va programa, iar programarea notată cu creionul dispare din liste.
