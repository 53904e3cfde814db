"""The HTTP server for actions that are any executable: each activation is a new process."""
