# Chitanța.
paper-receipt-name = Chitanță
paper-receipt-returned-name = Dovadă de restituire
paper-receipt-for-invoice = Pentru factura
paper-receipt-received = Am primit de la { $name } suma de { $amount }
paper-receipt-returned = Am restituit către { $name } suma de { $amount }
