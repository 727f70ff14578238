"""From what people send (a spreadsheet, a form's export, e-mails pasted one after the other) to lines of cells."""
