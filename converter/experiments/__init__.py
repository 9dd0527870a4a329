"""Several trainings for one question: how much a result varies, and which settings are best."""
