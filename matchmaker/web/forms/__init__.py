"""WTForms; a form checks shape and makes a command, the services check meaning."""
