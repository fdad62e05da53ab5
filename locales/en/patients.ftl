# The Patients screen and the patient page.
patients-title = Patients
patients-start = Find a patient
patients-start-help = Type part of a name, a birth date, a phone number or a national id in the box above. Diacritics and order do not matter.
patients-recent = Of today and lately opened
patients-found = { $count ->
    [one] { $count } patient found
   *[other] { $count } patients found
  }
patients-found-more = The first { $count } patients
patients-among = among { $searched } on this desk
patients-new = New patient
patient-age = { $years ->
    [one] { $years } year
   *[other] { $years } years
  }
patient-code = { $connection } { $code }
patient-not-sent = not sent to { $connection } yet
patient-gone = { $connection } no longer names this patient. What is shown is what was last known.
patient-pending = Changes of this patient wait to be sent.
patient-edit = Edit
patient-edit-in = { $name }, code { $code }
patient-refresh = Ask { $vendor }
patient-refreshing = { $vendor } is being asked
patient-phone = Phone
patient-email = E-mail
patient-national-id = CNP
fiscal-code = Codice fiscale
patient-national-id-show = Show the national id
patient-national-id-hide = Hide the national id
patient-not-known = not known
patient-next-visit = Next visit
patient-tab-appointments = Appointments
patient-tab-services = Services
patient-tab-payments = Payments
patient-tab-contracts = Contracts
patient-lists = What is known of the patient
patient-upcoming = Today and later
patient-past = Earlier
patient-none-appointments = No appointments known
patient-none-services = No services known
patient-none-payments = No payments known
patient-none-contracts = No contracts known
patient-live-appointments = No appointments
patient-live-services = No services
patient-live-payments = No payments
patient-live-contracts = No contracts
patient-none-help = { $vendor } has not been asked yet.
patient-none-asking = { $vendor } is being asked…
patient-none-help-old = { $vendor } was asked { $when }.
patient-foreign = Under another patient's code
patient-foreign-help = { $vendor } sent these rows in this patient's list, but under another patient's code. They are not counted here.
patient-open-appointment = Open this appointment
patient-refund = refund
patient-from = from { $date }
patient-until = until { $date }
patient-list-as-of = As of { $when }
patient-video = Video visit
patient-lab = Lab order
patient-phones = Phones
patient-documents = Documents
patient-none-documents = No documents known
patient-live-documents = No documents
document-open = Open this document
document-opening = opening…
document-opened = opened
document-offline = { $vendor } does not answer, so this cannot be fetched now. The list is as it was last read. Try again when the line is back.
consent-title = Consent form
patient-more = More
command-erase-patient = Erase the open patient from this desk
erase-open = Erase from this desk…
erase-title = Erase { $name } from this desk
erase-goes = Everything this desk knows of this patient goes, and nothing here brings it back: details, appointments, papers, video visits, laboratory orders, what was sent about them, and the copies of the store that hold them. Whoever of the same name and birth date was left here by a removed connection counts as the same patient and goes too.
erase-stays = What stays:
erase-stays-vendor = { $vendor } keeps the patient; nothing changes there. The patient comes back here when somebody searches for them there.
erase-stays-desks = The clinic's other desks, a desk that was set aside, and files that were printed or saved keep what they have.
erase-stays-money = Money that was taken stays as a sum without a name, so that closed shifts still add up.
erase-stays-log = The access log keeps that something was done, when and by whom, without its contents, and that you erased the patient and why.
erase-why = Why
erase-why-help = Kept in the access log. Do not write the patient's name here.
erase-do = Erase the patient
erase-done = The patient is erased from this desk.
erase-unsent = { $count ->
    [one] { $count } thing about this patient has not reached { $vendor } yet. Nothing was erased. Send it or give it up first.
   *[other] { $count } things about this patient have not reached { $vendor } yet. Nothing was erased. Send them or give them up first.
  }
erase-see-unsent = Show Unsent
patient-never-sent = Never sent to { $vendor }
patient-given-up = Given up by { $who }, { $when }.
patient-given-up-desk = the desk
patient-again = New patient with these details
