# Sourced by the scripts beside it: messages to the person, all on standard error.

# One line of progress.
say() {
    printf '\033[1m›\033[0m %s\n' "$1" >&2
}

# Something to know, in English and in Chinese.
warn() {
    printf '\n! %s\n! %s\n\n' "$1" "$2" >&2
}

# Something that must be done first, in English and in Chinese; ends the script.
stop() {
    printf '\n✗ %s\n✗ %s\n\n' "$1" "$2" >&2
    exit 1
}
