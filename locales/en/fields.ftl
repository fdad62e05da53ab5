# What is wrong with a field.
field-required = Fill this in.
field-too-long = This is too long.
field-not-a-phone = Only digits, blanks and + ( ) - . /, at least five digits.
field-not-an-email = This is not an e-mail address.
field-not-a-national-id = The last digit does not fit the others. Compare with the identity card.
field-not-an-address = This is not an address. It begins with https:// and names a server.
field-not-https = Only an address that begins with https:// keeps patients' data secret on its way.
field-repeated = This stands here twice.
field-other = This cannot be accepted. Check it for slips.
field-json-line = This is not JSON from line { $line } on.
field-not-json = This is not JSON.
field-no-mapping = A place in it is not known. Compare the names between the double braces with the help.
field-not-a-number = Digits only.
field-not-a-zone = This is not a time zone. They are written as Europe/Bucharest.
field-no-format = This is not a format: dotted, spaced, sortable, or a pattern as %d.%m.%Y.%H.%M.
field-no-way = This is no way to it: [METHOD] /path, without a query, and a method that { $method } may be replaced by.
field-agree = Read the warning and tick it, or give an address with https://.
