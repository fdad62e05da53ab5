# O recibo.
paper-receipt-name = Recibo
paper-receipt-returned-name = Recibo de devolução
paper-receipt-for-invoice = Referente à fatura
paper-receipt-received = Recebemos de { $name } a quantia de { $amount }
paper-receipt-returned = Devolvemos a { $name } a quantia de { $amount }
