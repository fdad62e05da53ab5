give-up-book_appointment = It will not be booked, and the pencilled appointment leaves the lists.
