# One message for every error code: what happened, what is safe, what to do.
error-invalid-field = The field “{ $field }” cannot be accepted ({ $reason }). Nothing was saved. Correct it and try again.
error-not-found = This is no longer in the desk's store. Search for it again.
error-name-taken = Another connection already has this name. Choose a different one.
error-row-without-id = { $vendor } sent this appointment without a number, so it cannot be changed from here. Change it in { $vendor }.
error-offline = { $connection } does not answer. What you did is kept here. Check the internet line; the desk tries again by itself.
error-key-refused = The key was refused. Nothing was changed. Check the key with whoever gave it to the clinic.
error-wrong-address = Something answers at this address, but not like { $vendor }. Check the address and the other details.
error-vendor-refused = { $said ->
    [0] { $vendor } refused this without giving a reason. Nothing was changed there.
   *[other] { $vendor } refused this: “{ $vendor_message }”. Nothing was changed there.
  }
error-vendor-forbidden = This account may not see or do this, although its key is good. Nothing was changed. Ask whoever looks after the account.
error-vendor-not-found = What was asked for is not known there. Compare the number, then try again; if others are not found either, check the address in Settings.
error-vendor-unreadable = { $vendor }'s answer could not be read. What is shown stays as it was. Try again later.
error-vendor-too-large = The answer was larger than the desk accepts, so it was not read. What is shown stays as it was. Search for something narrower.
error-record-incomplete = { $vendor } changes an appointment only if it has a date and a colour, and one of them is missing. Set both in { $vendor }, then send it again.
error-record-changed = Somebody changed this in { $vendor } at the same moment. It is looked at once more before anything is sent.
error-no-effect = { $vendor } did not carry this out, although it was sent several times. Look it up in { $vendor }, then send it again or give it up.
error-vendor-busy = { $vendor } asks to slow down. The desk waits and tries again by itself.
error-keyring-unavailable = The system's password store cannot be opened, so keys cannot be read or kept. Unlock it, then try again.
error-key-missing = The password store no longer holds this desk's key, so its data cannot be opened. Sign in to the computer as the person who set the desk up.
error-key-wrong = The key in the password store belongs to another desk, so this desk's data cannot be opened. Nothing was changed.
error-store-damaged = The desk's file is damaged and was not opened. Nothing was deleted. Ask for support before you go on.
error-store-too-new = The desk's file was written by a newer version. Update the application; nothing was changed.
error-disk-full = The disk is full, so this was not saved. Free some space, then try again.
error-too-late-to-undo = This can no longer be undone from here. Nothing was changed.
error-copy-restored = A copy took the place of this desk's data. This may have been sent since the copy was made: look in { $vendor } before you go on.
error-unsent-work = Some work has not been sent yet. Send it or give it up under Unsent, then try again.
error-needs-live-line = This needs a working line to { $vendor }. Nothing was sent. Try again when the line is back.
error-not-open = No clinic is open yet. Connect one first.
error-not-allowed = This is not allowed for you now. Nothing was changed.
error-bad-request = The window asked for something the desk does not know. Nothing was changed. Restart the application.
error-paper-incomplete = The document cannot be made yet: it lacks { $fields }. Complete the letterhead in Settings, or the patient's details.
error-template-refused = The template cannot be used. Line { $line }: { $message }. The built-in template stays in use.
error-cannot-open = The file is here, but this computer has no application that opens it. Nothing was changed; ask whoever looks after the computer.
error-internal = Something went wrong in the application. What was saved is safe. Try again; if it stays, ask for support.
error-sign-in-needed = Nobody is signed in here now. Sign in, then do it again; what was typed is kept.
error-wrong-password = That is not right. { $left ->
    [0] There is a pause before the next try.
    [one] One more try before a pause.
   *[other] { $left } more tries before a pause.
  }
error-too-many-tries = Too many wrong tries. Wait { $seconds } seconds, then try again. Others can sign in meanwhile.
error-password-needed = A PIN is not enough here. Sign in with your password.
error-last-manager = This is the only manager who can sign in. Make another manager first.
error-wrong-code = This code is not the one of this desk, or there is a slip in it. Compare it letter by letter. Nothing was changed.
error-key-sealed = This desk opens by its recovery code only. Type it to go on.
error-file-unreadable = This file is not what was expected, is damaged, or its passphrase is different. Nothing was changed.
error-file-too-new = This file was saved by a newer version. Update the application; nothing was changed.
error-file-ahead = This file says that it was made in the future. Set the clock here, or at the desk that saved it, and save it again; nothing was changed.
