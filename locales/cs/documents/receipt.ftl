# Příjmový doklad.
paper-receipt-name = Příjmový doklad
paper-receipt-returned-name = Výdajový doklad
paper-receipt-for-invoice = K faktuře
paper-receipt-received = Přijato od { $name }: { $amount }
paper-receipt-returned = Vráceno: { $name }, { $amount }
