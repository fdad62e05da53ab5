# The receipt.
paper-receipt-name = Receipt
paper-receipt-returned-name = Receipt for money given back
paper-receipt-for-invoice = For invoice
paper-receipt-received = Received from { $name }: { $amount }
paper-receipt-returned = Given back to { $name }: { $amount }
