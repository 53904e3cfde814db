no interpreter is named here
