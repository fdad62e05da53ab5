# Factura.
paper-invoice-name = Factură
paper-invoice-cancellation = Factură de stornare
paper-invoice-credit = Notă de credit
paper-invoice-corrects = Pentru factura
