# The slip for money taken while a vendor cannot be reached.
paper-slip-name = Slip for money received
paper-slip-for-patient = For the patient
paper-slip-for-desk = For the desk
paper-slip-received-at = Received
paper-slip-received-by = Received by
paper-slip-desk = Desk
paper-slip-for = For
paper-slip-received = Received
paper-slip-returned = Given back
paper-slip-not-at-vendor = Received, not in { $vendor }
paper-slip-no-invoice = This is no invoice and no fiscal receipt. The payment will be entered in { $vendor } as soon as it answers again.
paper-slip-not-told = This is no invoice and no fiscal receipt. { $vendor } does not learn of the payment from this slip.
paper-slip-not-elsewhere = Received, not entered anywhere else
paper-slip-nobody-told = This is no invoice and no fiscal receipt. No other program learns of the payment from this slip.
paper-slip-signature-desk = Received by (signature)
paper-slip-signature-patient = Paid by (signature)
