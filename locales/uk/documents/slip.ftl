# Тимчасова квитанція, поки постачальник недоступний.
paper-slip-name = Тимчасова квитанція
paper-slip-for-patient = Для пацієнта
paper-slip-for-desk = Для реєстратури
paper-slip-received-at = Отримано
paper-slip-received-by = Прийняв(-ла)
paper-slip-desk = Робоче місце
paper-slip-for = За що
paper-slip-received = Отримано
paper-slip-returned = Повернено
paper-slip-not-at-vendor = Отримано, не внесено до { $vendor }
paper-slip-no-invoice = Це не рахунок і не фіскальний чек. Оплату буде внесено до { $vendor }, щойно він знову відповість.
paper-slip-not-told = Це не рахунок і не фіскальний чек. Цією квитанцією оплата до { $vendor } не вноситься.
paper-slip-not-elsewhere = Отримано, більше ніде не внесено
paper-slip-nobody-told = Це не рахунок і не фіскальний чек. Цією квитанцією оплата до жодної іншої програми не вноситься.
paper-slip-signature-desk = Прийняв(-ла) (підпис)
paper-slip-signature-patient = Сплатив(-ла) (підпис)
