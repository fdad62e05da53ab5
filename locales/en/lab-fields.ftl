# Why a field of a laboratory order or a report cannot be accepted.
field-damaged = A character was destroyed on its way here. Type this anew.
field-not-base64 = This file could not be read. Choose it again.
