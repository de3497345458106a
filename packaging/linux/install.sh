#!/bin/sh
# Adds NN Playground to this person's menu and opens .nnp files with it. No administrator rights needed.
# Run it again after the folder was moved; ./install.sh --remove takes everything away again.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$share/applications/nnplayground.desktop
type=$share/mime/packages/nnplayground.xml
icon=$share/icons/hicolor/256x256/apps/nnplayground.png

if [ "${1:-}" = "--remove" ]; then
    rm -f "$entry" "$type" "$icon"
else
    mkdir -p "$(dirname "$entry")" "$(dirname "$type")" "$(dirname "$icon")"
    sed -e "s|^Exec=nnplayground|Exec=\"$here/nnplayground\"|" -e "s|^TryExec=.*|TryExec=$here/nnplayground|" \
        "$here/nnplayground.desktop" > "$entry"
    cp "$here/nnplayground.xml" "$type"
    cp "$here/nnplayground.png" "$icon"
fi
# Desktops that lack these tools look for themselves, a little later.
command -v update-mime-database > /dev/null && update-mime-database "$share/mime" || true
command -v update-desktop-database > /dev/null && update-desktop-database "$share/applications" || true
