#!/bin/sh
# Packs dist/NN Playground.app into a disk image; signs and notarises it where the secrets are set.
# (Not run yet: no Mac was at hand.)
set -eu

version=$1
image="dist/nnplayground-$version-macos.dmg"
stage=build/dmg

rm -rf "$stage" "$image"
mkdir -p "$stage"
cp -R "dist/NN Playground.app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname "NN Playground" -srcfolder "$stage" -ov -format UDZO "$image"

if [ -n "${NNPLAYGROUND_SIGN_IDENTITY:-}" ]; then
    codesign --sign "$NNPLAYGROUND_SIGN_IDENTITY" --timestamp "$image"
fi
if [ -n "${NNPLAYGROUND_NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NNPLAYGROUND_NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
