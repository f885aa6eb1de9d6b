"""Exchange over real servers: sshd, and a web server with git's http-backend."""
