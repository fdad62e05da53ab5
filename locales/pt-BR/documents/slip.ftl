# O comprovante provisório quando o fornecedor não responde.
paper-slip-name = Comprovante provisório
paper-slip-for-patient = Via do paciente
paper-slip-for-desk = Via da recepção
paper-slip-received-at = Recebido em
paper-slip-received-by = Recebido por
paper-slip-desk = Posto
paper-slip-for = Referente a
paper-slip-received = Recebido
paper-slip-returned = Devolvido
paper-slip-not-at-vendor = Recebido, não registrado no { $vendor }
paper-slip-no-invoice = Isto não é fatura nem cupom fiscal. O pagamento será registrado no { $vendor } assim que ele voltar a responder.
paper-slip-not-told = Isto não é fatura nem cupom fiscal. Com este comprovante o pagamento não é registrado no { $vendor }.
paper-slip-not-elsewhere = Recebido, não registrado em outro lugar
paper-slip-nobody-told = Isto não é fatura nem cupom fiscal. Com este comprovante o pagamento não é registrado em nenhum outro programa.
paper-slip-signature-desk = Recebido por (assinatura)
paper-slip-signature-patient = Pago por (assinatura)
