# Sourced by ./goodoffices and ./test (POSIX sh). Prepares a Python environment and keeps it whole.
#
# prepare NAME LIST: afterwards NAME leads to a virtual environment with exactly the packages of LIST,
# hash-pinned, installed by plain pip with the machine's own settings, and $environment is where it really is.
# It is looked at on each start (the list, the interpreter, the names of what is installed). Where something is
# off, another is built beside it and NAME leads there from then on: what runs goes on in the one that it began in.

fingerprint() { # FOLDER LIST: what a whole environment looks like
  { cat "$2"; ls "$1"/lib/python3*/site-packages 2>/dev/null | grep -v __pycache__; } | cksum
}

is_whole() { # FOLDER LIST
  [ -x "$1/bin/python" ] && [ -f "$1/prepared" ] && [ "$(cat "$1/prepared")" = "$(fingerprint "$1" "$2")" ]
}

find_python() { # prints a Python of at least 3.11 that can make environments
  for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      command -v "$candidate"
      return 0
    fi
  done
  echo "Good Offices needs Python 3.11 or later with venv (on Debian: apt install python3-venv)." >&2
  return 1
}

real() { # NAME: the folder that it leads to
  CDPATH='' cd -P -- "$1" 2>/dev/null && pwd
}

prepare() { # NAME LIST
  while :; do
    if ! is_whole "$1" "$2"; then
      wait_for_builders "$1"
      is_whole "$1" "$2" || build "$1" "$2" || exit 1
    fi
    environment=$(real "$1") || continue
    # Said first, looked at then: from here on nobody removes it while this process lives.
    mkdir -p "$environment/in-use" 2>/dev/null && : > "$environment/in-use/$$" || continue
    [ "$environment" = "$(real "$1")" ] && is_whole "$1" "$2" && return 0
  done
}

is_alive() { # PID
  kill -0 "$1" 2>/dev/null
}

wait_for_builders() { # NAME: a courtesy; two who build at once do no harm
  for building in "$1".[0-9]*; do
    [ "${building##*.}" != "$$" ] || continue
    while [ -d "$building" ] && [ ! -f "$building/prepared" ] && is_alive "${building##*.}"; do sleep 1; done
  done
}

build() { # NAME LIST
  python=$(find_python) || return 1
  new="$1.$$"
  echo "Preparing $1 (once; a minute or so) ..." >&2
  trap 'rm -rf "$new"' EXIT
  trap 'exit 130' INT TERM
  rm -rf "$new"
  "$python" -m venv "$new" || return 1
  if ! "$new/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$2" >"$new/install.log" 2>&1; then
    cat "$new/install.log" >&2
    echo "The packages could not be installed; pip's words are above. Look at the network and at pip's settings, then try again." >&2
    return 1
  fi
  # Said before it is whole: whoever builds at the same time does not take it away.
  mkdir "$new/in-use" && : > "$new/in-use/$$"
  fingerprint "$new" "$2" > "$new/prepared"
  lead "$1" "$new"
  trap - EXIT INT TERM
  remove_unused "$1"
}

lead() { # NAME FOLDER: in one step, so that NAME leads somewhere at every moment
  # A folder was made by an earlier version. (Asked in this order, a link that somebody makes meanwhile is none.)
  [ ! -d "$1" ] || [ -L "$1" ] || mv "$1" "$1.before.$$"
  ln -s "$(basename "$2")" "$2.link"
  mv -fT "$2.link" "$1" 2>/dev/null || mv -fh "$2.link" "$1" # as Linux says it, and as macOS does
}

remove_unused() { # NAME: environments that it does not lead to and nobody runs in
  kept=$(real "$1")
  for folder in "$1".*; do
    [ -d "$folder" ] && [ ! -L "$folder" ] && [ "$(real "$folder")" != "$kept" ] && [ "${folder##*.}" != "$$" ] || continue
    [ -f "$folder/prepared" ] || ! is_alive "${folder##*.}" || continue # somebody is building it
    used=''
    for user in "$folder"/in-use/*; do
      is_alive "${user##*/}" && used=yes
    done
    [ -n "$used" ] || rm -rf "$folder"
  done
}
