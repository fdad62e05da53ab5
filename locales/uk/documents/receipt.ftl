# Квитанція.
paper-receipt-name = Квитанція
paper-receipt-returned-name = Квитанція про повернення коштів
paper-receipt-for-invoice = За рахунком
paper-receipt-received = Отримано від: { $name }. Сума: { $amount }
paper-receipt-returned = Повернено: { $name }. Сума: { $amount }
