# Рахунок.
paper-invoice-name = Рахунок
paper-invoice-cancellation = Рахунок-сторно
paper-invoice-credit = Коригувальний рахунок
paper-invoice-corrects = До рахунку
