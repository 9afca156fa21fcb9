; Inno Setup 6: an installer for one person, without administrator rights, from the frozen program in build\bundle\earmark.
;   iscc /DVersion=0.1.0 installer\windows\earmark.iss        -> dist\earmark-0.1.0-windows-x64-setup.exe
; Signing: see README.md beside installer\; pass /Ssign=... and uncomment SignTool.

#ifndef Version
  #error Say which version: iscc /DVersion=...
#endif

[Setup]
; Never change the AppId: by it an update finds what it replaces.
AppId={{6E0B6A3C-6C55-4D0E-9C43-7B1C2F1B0E57}
AppName=Earmark
AppVersion={#Version}
AppVerName=Earmark {#Version}
AppPublisher=The Earmark authors
VersionInfoVersion={#Version}
DefaultDirName={localappdata}\Programs\Earmark
DefaultGroupName=Earmark
DisableProgramGroupPage=yes
DisableDirPage=auto
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=earmark-{#Version}-windows-x64-setup
SetupIconFile=..\..\.cache\bundle\icons\earmark.ico
UninstallDisplayIcon={app}\earmark-window.exe
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesEnvironment=yes
CloseApplications=yes
RestartApplications=no
; SignTool=sign
; SignedUninstaller=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "Put an icon on the desktop"; Flags: unchecked
Name: "openfolder"; Description: "Offer ""Open folder with Earmark"" on folders"
Name: "openwith"; Description: "Offer Earmark under ""Open with"" on music"
Name: "path"; Description: "Make the command ""earmark"" known in the terminal"

[InstallDelete]
; An update leaves nothing of the version before: libraries of two versions must not mix.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
; The program's manifest says that it knows long paths (longPathAware); the names inside stay far below 260 characters.
Source: "..\..\build\bundle\earmark\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\Earmark"; Filename: "{app}\earmark-window.exe"; AppUserModelID: "app.earmark.Earmark"
Name: "{autodesktop}\Earmark"; Filename: "{app}\earmark-window.exe"; AppUserModelID: "app.earmark.Earmark"; Tasks: desktopicon

[Registry]
; On folders and on the empty place inside one. %V is the folder, quoted: names have blanks.
Root: HKCU; Subkey: "Software\Classes\Directory\shell\Earmark"; ValueType: string; ValueData: "Open folder with Earmark"; Flags: uninsdeletekey; Tasks: openfolder
Root: HKCU; Subkey: "Software\Classes\Directory\shell\Earmark"; ValueType: string; ValueName: "Icon"; ValueData: """{app}\earmark-window.exe"""; Tasks: openfolder
Root: HKCU; Subkey: "Software\Classes\Directory\shell\Earmark\command"; ValueType: string; ValueData: """{app}\earmark-window.exe"" -- ""%V"""; Tasks: openfolder
Root: HKCU; Subkey: "Software\Classes\Directory\Background\shell\Earmark"; ValueType: string; ValueData: "Open folder with Earmark"; Flags: uninsdeletekey; Tasks: openfolder
Root: HKCU; Subkey: "Software\Classes\Directory\Background\shell\Earmark\command"; ValueType: string; ValueData: """{app}\earmark-window.exe"" -- ""%V"""; Tasks: openfolder
; Offered under "Open with", never made the default.
Root: HKCU; Subkey: "Software\Classes\Applications\earmark-window.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "Earmark"; Flags: uninsdeletekey; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\Applications\earmark-window.exe\shell\open\command"; ValueType: string; ValueData: """{app}\earmark-window.exe"" -- ""%1"""; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\Applications\earmark-window.exe\SupportedTypes"; ValueType: string; ValueName: ".mp3"; ValueData: ""; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\Applications\earmark-window.exe\SupportedTypes"; ValueType: string; ValueName: ".flac"; ValueData: ""; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\Applications\earmark-window.exe\SupportedTypes"; ValueType: string; ValueName: ".m4a"; ValueData: ""; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\Applications\earmark-window.exe\SupportedTypes"; ValueType: string; ValueName: ".ogg"; ValueData: ""; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\Applications\earmark-window.exe\SupportedTypes"; ValueType: string; ValueName: ".opus"; ValueData: ""; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\Applications\earmark-window.exe\SupportedTypes"; ValueType: string; ValueName: ".wma"; ValueData: ""; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\Applications\earmark-window.exe\SupportedTypes"; ValueType: string; ValueName: ".wav"; ValueData: ""; Tasks: openwith
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Check: NotInPath; Tasks: path

[Run]
Filename: "{app}\earmark-window.exe"; Description: "Open Earmark"; Flags: nowait postinstall skipifsilent

[Code]
{ The person's search path, or nothing where there is none. }
function PersonsPath(): String;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Result) then
    Result := '';
end;

function NotInPath(): Boolean;
begin
  Result := Pos(';' + Lowercase(ExpandConstant('{app}')) + ';', ';' + Lowercase(PersonsPath()) + ';') = 0;
end;

{ Takes our folder out of the path again, and nothing else. Library, journal and settings stay: without them no write
  could be undone any more. }
procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Path, Ours: String;
  At: Integer;
begin
  if Step <> usPostUninstall then
    exit;
  Path := ';' + PersonsPath() + ';';
  Ours := ';' + ExpandConstant('{app}') + ';';
  At := Pos(Lowercase(Ours), Lowercase(Path));
  if At = 0 then
    exit;
  Delete(Path, At, Length(Ours) - 1);
  Path := Copy(Path, 2, Length(Path) - 2);
  RegWriteExpandStringValue(HKCU, 'Environment', 'Path', Path);
end;
