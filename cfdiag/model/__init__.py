"""The words of the field as frozen values: questionnaire, interview, engagement, result."""
