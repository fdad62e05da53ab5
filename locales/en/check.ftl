# What the connection check found.
check-usable = The account can be used
check-unusable = The account cannot be used
check-summary = { $working } of { $tried } questions were answered as documented.
check-fill-all = The first reading is quick: { $vendor } lists every patient in one answer.
check-fill-codes = The first reading asks patient by patient and takes some hours. The desk can be used meanwhile.
check-fill-names = The first reading asks by parts of names and takes some hours. The desk can be used meanwhile.
check-fill-pages = The first reading is quick: { $vendor } lists every patient page by page.
check-problem-offline = Nothing answers at this address. Check the address for slips and the internet line, then check again. Nothing was changed.
check-problem-key-refused = { $vendor } answers, but refuses the key. Paste it once more, without blanks around it, or ask { $vendor } for a new one.
check-problem-key-wanted = The key is missing on this computer, so { $vendor } was not asked. Enter it.
check-problem-wrong-address = Something answers at this address, but not { $vendor } for this clinic. Check the address and the other details.
check-problem-vendor-refused = { $vendor } answers, but refuses the question. Ask { $vendor } whether the account is open.
check-problem-vendor-unreadable = Something answers, but not in { $vendor }'s form. Check the address and the other details.
check-problem-vendor-too-large = The answer is far larger than { $vendor }'s answers are, so it was not read to its end. Check the address and the other details.
check-problem-vendor-busy = { $vendor } asks to slow down. Wait a minute, then check again.
check-table = What every question was answered
check-operation = Question
check-answer = Answer
check-detail = Detail
check-works = works
check-missing = not there
check-refused = refused
check-unexpected = unexpected
check-not_tried = not tried
check-detail-rows = { $count ->
    [0] nothing listed
    [one] { $count } row
   *[other] { $count } rows
  }
check-detail-unreadable = { $count ->
    [one] { $count } not readable
   *[other] { $count } not readable
  }
check-detail-writes = it would change something
check-detail-unreachable = nothing answered
check-detail-product = no product to ask about
check-detail-patient = no patient to ask about
check-detail-payment = no payment to ask about
check-detail-contract = no contract to ask about
check-detail-nothing = nothing to ask about
check-untested = Not tested
check-untested-help = { $vendor } has no question that changes nothing, so nothing was asked. Whether address and key are right shows with the first order or report.
check-detail-appointment = no appointment to ask about
check-detail-care-plan = no care plan to ask about
check-detail-care-plan-entry = no entry of a care plan to ask about
check-detail-bill = no bill to ask about
check-detail-document = no document to ask about
check-detail-phone = no phone number to ask about
check-detail-token = no token was given
check-detail-call = no call to ask about
check-detail-past-call = no call from before today to ask about
check-detail-request = no contract request to ask about
check-detail-request-list = the list of contract requests did not answer, so there is none to ask about
check-detail-clock-agrees = its clock agrees with this one
check-detail-clock-unread = its clock cannot be read
check-detail-clock-ahead = { $minutes ->
    [one] its clock is { $minutes } minute ahead of this one
   *[other] its clock is { $minutes } minutes ahead of this one
  }
check-detail-clock-behind = { $minutes ->
    [one] its clock is { $minutes } minute behind this one
   *[other] its clock is { $minutes } minutes behind this one
  }
# What the operations of the vendors do.
operation-find-patients = Find patients
operation-create-patient = Create a patient
operation-update-patient = Change a patient
operation-patient-appointments = Appointments of a patient
operation-set-appointment-status = Set a status
operation-appointment-statuses = Names of statuses
operation-patient-services = Services of a patient
operation-patient-payments = Payments of a patient
operation-payment-details = Details of a payment
operation-patient-contracts = Contracts of a patient
operation-product-stock = Stock of a product
operation-all-stock = Whole stock
operation-price-list = Price list
operation-add-services = Add services
operation-add-payment = Add a payment
operation-add-invoice = Add an invoice
operation-contract-details = Details of a contract
operation-doctors = Doctors
operation-gdpr-form = Consent form
operation-accounts = Accounts for money
operation-booking-reasons = Reasons for booking
operation-appointments = Appointments
operation-create-appointment = Create an appointment
operation-appointment = One appointment
operation-update-appointment = Change an appointment
operation-appointment-care-plan-entries = Treatments of an appointment
operation-bill = One bill
operation-bills = Bills
operation-bill-liabilities = Debts of a bill
operation-delete-bill-liability = Delete a debt of a bill
operation-care-plan = One care plan
operation-care-plan-signature-status = Signature of a care plan
operation-chairs = Chairs
operation-colors = Colours
operation-context = Practice and archive of the key
operation-custom-fields = Own fields
operation-create-custom-field = Create an own field
operation-documents = Documents of a patient
operation-create-document = Add a document
operation-document = One document
operation-download-document = Contents of a document
operation-free-slots = Free times
operation-operators = Doctors and assistants
operation-patients = Patients
operation-patient = One patient
operation-delete-patient = Delete a patient
operation-payment-types = Ways to pay
operation-practice = The practice
operation-specialties = Specialties
operation-transactions = Payments
operation-create-transaction = Add a payment in AlfaDocs
operation-care-plan-entry = One treatment of a care plan
operation-phone-numbers = Phone numbers of a patient
operation-create-phone-number = Add a phone number
operation-phone-number = One phone number
operation-update-phone-number = Change a phone number
operation-verify = Token for a question
operation-create-call = Book a video visit
operation-calls = Video visits
operation-call = One video visit
operation-remove-call = Remove a video visit
operation-export-call = Report of a video visit
operation-server-time = Date and time
operation-send-attendance = Send an order
operation-upload-report = Upload a report
operation-contract-request = One contract request
operation-contract-requests = Contract requests
operation-contract-document = A document of a contract request
