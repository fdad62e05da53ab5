# The first start, and connecting an account.
first-language = Language
first-title = Welcome to Frontdesk
first-intro = Connect the clinic's own accounts, or look around in a clinic that does not exist.
first-connect = Connect the clinic
first-connect-about = Today's list, patients, video visits, laboratory or contracts, from the program the clinic works with: MedSoft, AlfaDocs, VideoDoktor, Gensoft or eHealth. You need the account's address and key.
first-connect-open = Connect
first-connect-help = What is typed here stays on this computer. The key goes into the computer's password store.
first-training = Training clinic
first-training-about = An invented clinic with invented patients, to try everything. Nothing reaches a vendor, and it can be left at any time.
first-training-open = Open the training clinic
first-training-opening = The training clinic is being opened
first-foot = Patients' data read from the vendors is kept encrypted on this computer, so the desk goes on working when the line is down.
