; Inno Setup: iscc /DVersion=0.1.0 packaging\windows\nnplayground.iss   (not run yet: no Windows machine was at hand)
; Installs for one person, without administrator rights.
#ifndef Version
  #define Version "0.1.0"
#endif

[Setup]
AppId={{6B1B7B1E-6D0B-4B55-9A0C-2B8C2B6F4E11}
AppName=NN Playground
AppVersion={#Version}
DefaultDirName={autopf}\NN Playground
DefaultGroupName=NN Playground
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
Compression=lzma2/max
SolidCompression=yes
OutputDir=..\..\dist
OutputBaseFilename=nnplayground-{#Version}-windows-x86_64
SetupIconFile=..\..\build\app\nnplayground.ico
UninstallDisplayIcon={app}\nnplayground.exe
; With a certificate: iscc "/Ssigntool=signtool sign /fd sha256 /tr http://timestamp.digicert.com /td sha256 $f" /DSign ...
#ifdef Sign
SignTool=signtool
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "ru"; MessagesFile: "compiler:Languages\Russian.isl"

[Files]
Source: "..\..\dist\nnplayground\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\NN Playground"; Filename: "{app}\nnplayground.exe"

[Registry]
Root: HKA; Subkey: "Software\Classes\.nnp"; ValueType: string; ValueData: "NNPlayground.Project"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\NNPlayground.Project"; ValueType: string; ValueData: "NN Playground project"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\NNPlayground.Project\DefaultIcon"; ValueType: string; ValueData: "{app}\nnplayground.exe,0"
Root: HKA; Subkey: "Software\Classes\NNPlayground.Project\shell\open\command"; ValueType: string; ValueData: """{app}\nnplayground.exe"" open ""%1"""

[Run]
Filename: "{app}\nnplayground.exe"; Description: "{cm:LaunchProgram,NN Playground}"; Flags: nowait postinstall skipifsilent
