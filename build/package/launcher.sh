#!/bin/sh
# Starts Guesthouse. Electron dies without a display unless these switches stand on its command line from the start.
here=$(dirname "$(readlink -f "$0")")
if [ "$(id -u)" = 0 ]; then
  echo 'Guesthouse does not run as root; start it as the user who works with it.' >&2
  exit 1
fi
for word; do
  case $word in
    --serve | --help | -h | --version)
      exec "$here/guesthouse-app" --ozone-platform=headless --disable-gpu "$@"
      ;;
  esac
done
exec "$here/guesthouse-app" "$@"
