"""What the report of one particular questionnaire needs beside the rest."""
