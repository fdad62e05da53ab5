# Faktura.
paper-invoice-name = Faktura
paper-invoice-cancellation = Stornofaktura
paper-invoice-credit = Opravný doklad (dobropis)
paper-invoice-corrects = K faktuře
