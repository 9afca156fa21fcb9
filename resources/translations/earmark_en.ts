<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>AlbumQuestion</name>
    <message numerus="yes">
      <source>Earmark is sure that %Ln of them are something else.</source>
      <translation>
        <numerusform>Earmark is sure that %Ln of them is something else.</numerusform>
        <numerusform>Earmark is sure that %Ln of them are something else.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Take all %Ln</source>
      <translation>
        <numerusform>Take it</numerusform>
        <numerusform>Take all %Ln</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The files of %Ln of them hold another genre.</source>
      <translation>
        <numerusform>The file of %Ln of them holds another genre.</numerusform>
        <numerusform>The files of %Ln of them hold another genre.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>You decided %Ln of them otherwise before. This replaces that.</source>
      <translation>
        <numerusform>You decided %Ln of them otherwise before. This replaces that.</numerusform>
        <numerusform>You decided %Ln of them otherwise before. This replaces that.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{0} for all %Ln tracks?</source>
      <translation>
        <numerusform>{0} for %Ln track?</numerusform>
        <numerusform>{0} for all %Ln tracks?</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>BulkDialog</name>
    <message numerus="yes">
      <source>%Ln tracks</source>
      <translation>
        <numerusform>%Ln track</numerusform>
        <numerusform>%Ln tracks</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks accepted. Ctrl+Z takes it back.</source>
      <translation>
        <numerusform>%Ln track accepted. Ctrl+Z takes it back.</numerusform>
        <numerusform>%Ln tracks accepted. Ctrl+Z takes it back.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Accept %Ln tracks</source>
      <translation>
        <numerusform>Accept %Ln track</numerusform>
        <numerusform>Accept %Ln tracks</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>about %Ln expected to be wrong</source>
      <translation>
        <numerusform>about %Ln expected to be wrong</numerusform>
        <numerusform>about %Ln expected to be wrong</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>by your last %Ln verdicts; the model alone expects {0}</source>
      <translation>
        <numerusform>by your last verdict; the model alone expects {0}</numerusform>
        <numerusform>by your last %Ln verdicts; the model alone expects {0}</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>CrashNews</name>
    <message numerus="yes">
      <source>Writing was interrupted. %Ln files were looked at: each holds the new genres or is as it was.</source>
      <translation>
        <numerusform>Writing was interrupted. %Ln file was looked at: it holds the new genres or is as it was.</numerusform>
        <numerusform>Writing was interrupted. %Ln files were looked at: each holds the new genres or is as it was.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>HistoryDialog</name>
    <message numerus="yes">
      <source>%Ln files</source>
      <translation>
        <numerusform>%Ln file</numerusform>
        <numerusform>%Ln files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files are as they were, byte for byte.</source>
      <translation>
        <numerusform>%Ln file is as it was, byte for byte.</numerusform>
        <numerusform>%Ln files are as they were, byte for byte.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files were not reached.</source>
      <translation>
        <numerusform>%Ln file was not reached.</numerusform>
        <numerusform>%Ln files were not reached.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files, undone</source>
      <translation>
        <numerusform>%Ln file, undone</numerusform>
        <numerusform>%Ln files, undone</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln left as they are</source>
      <translation>
        <numerusform>%Ln left as it is</numerusform>
        <numerusform>%Ln left as they are</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln left as they are.</source>
      <translation>
        <numerusform>%Ln left as it is.</numerusform>
        <numerusform>%Ln left as they are.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>It was stopped before %Ln files had their turn.</source>
      <translation>
        <numerusform>It was stopped before %Ln file had its turn.</numerusform>
        <numerusform>It was stopped before %Ln files had their turn.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>LinkQuestion</name>
    <message numerus="yes">
      <source>%Ln of these files have several names (hard links).</source>
      <translation>
        <numerusform>%Ln of these files has several names (hard links).</numerusform>
        <numerusform>%Ln of these files have several names (hard links).</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message numerus="yes">
      <source>%Ln not analysed</source>
      <translation>
        <numerusform>%Ln not analysed</numerusform>
        <numerusform>%Ln not analysed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks</source>
      <translation>
        <numerusform>%Ln track</numerusform>
        <numerusform>%Ln tracks</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>MessageStrip</name>
    <message numerus="yes">
      <source>%Ln more</source>
      <translation>
        <numerusform>%Ln more</numerusform>
        <numerusform>%Ln more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>NarrowingBar</name>
    <message numerus="yes">
      <source>in {0} and %Ln other folders</source>
      <translation>
        <numerusform>in {0} and %Ln other folder</numerusform>
        <numerusform>in {0} and %Ln other folders</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ResultPage</name>
    <message numerus="yes">
      <source>%Ln already said so</source>
      <translation>
        <numerusform>%Ln already said so</numerusform>
        <numerusform>%Ln already said so</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln failed</source>
      <translation>
        <numerusform>%Ln failed</numerusform>
        <numerusform>%Ln failed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files written</source>
      <translation>
        <numerusform>%Ln file written</numerusform>
        <numerusform>%Ln files written</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln skipped</source>
      <translation>
        <numerusform>%Ln skipped</numerusform>
        <numerusform>%Ln skipped</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>stopped before %Ln files had their turn</source>
      <translation>
        <numerusform>stopped before %Ln file had its turn</numerusform>
        <numerusform>stopped before %Ln files had their turn</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ReviewPage</name>
    <message numerus="yes">
      <source>All %Ln tracks of the album</source>
      <translation>
        <numerusform>%Ln track of the album</numerusform>
        <numerusform>All %Ln tracks of the album</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Keep what the files say for all %Ln tracks by {0}</source>
      <translation>
        <numerusform>Keep what the file says for this track by {0}</numerusform>
        <numerusform>Keep what the files say for all %Ln tracks by {0}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{0} for all %Ln tracks</source>
      <translation>
        <numerusform>{0} for %Ln track</numerusform>
        <numerusform>{0} for all %Ln tracks</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ReviewPane</name>
    <message numerus="yes">
      <source>Kept as they are: %n tracks by {0}</source>
      <translation>
        <numerusform>Kept as it is: %n track by {0}</numerusform>
        <numerusform>Kept as they are: %n tracks by {0}</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ReviewVerdicts</name>
    <message numerus="yes">
      <source>Taken back: %n verdicts</source>
      <translation>
        <numerusform>Taken back: %n verdict</numerusform>
        <numerusform>Taken back: %n verdicts</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{0} for %n tracks of the album</source>
      <translation>
        <numerusform>{0} for %n track of the album</numerusform>
        <numerusform>{0} for %n tracks of the album</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>RunDisplay</name>
    <message numerus="yes">
      <source>%Ln failed</source>
      <translation>
        <numerusform>%Ln failed</numerusform>
        <numerusform>%Ln failed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files hold no music that Earmark reads.</source>
      <translation>
        <numerusform>%Ln file holds no music that Earmark reads.</numerusform>
        <numerusform>%Ln files hold no music that Earmark reads.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files or folders could not be read.</source>
      <translation>
        <numerusform>%Ln file or folder could not be read.</numerusform>
        <numerusform>%Ln files or folders could not be read.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln sure</source>
      <translation>
        <numerusform>%Ln sure</numerusform>
        <numerusform>%Ln sure</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln to review</source>
      <translation>
        <numerusform>%Ln to review</numerusform>
        <numerusform>%Ln to review</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks added.</source>
      <translation>
        <numerusform>%Ln track added.</numerusform>
        <numerusform>%Ln tracks added.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks analysed.</source>
      <translation>
        <numerusform>%Ln track analysed.</numerusform>
        <numerusform>%Ln tracks analysed.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln unknown</source>
      <translation>
        <numerusform>%Ln unknown</numerusform>
        <numerusform>%Ln unknown</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Stopped: %Ln tracks analysed, the others are not yet.</source>
      <translation>
        <numerusform>Stopped: %Ln track analysed, the others are not yet.</numerusform>
        <numerusform>Stopped: %Ln tracks analysed, the others are not yet.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>SideBar</name>
    <message numerus="yes">
      <source>{0}, %Ln track(s)</source>
      <translation>
        <numerusform>{0}, %Ln track</numerusform>
        <numerusform>{0}, %Ln tracks</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{0}, %Ln tracks</source>
      <translation>
        <numerusform>{0}, %Ln track</numerusform>
        <numerusform>{0}, %Ln tracks</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>TrackActions</name>
    <message numerus="yes">
      <source>Genre of the %Ln selected tracks</source>
      <translation>
        <numerusform>Genre of the %Ln selected track</numerusform>
        <numerusform>Genre of the %Ln selected tracks</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Never touch these %Ln genres?</source>
      <translation>
        <numerusform>Never touch this genre?</numerusform>
        <numerusform>Never touch these %Ln genres?</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>UnreadDialog</name>
    <message numerus="yes">
      <source>%Ln files or folders could not be read</source>
      <translation>
        <numerusform>%Ln file or folder could not be read</numerusform>
        <numerusform>%Ln files or folders could not be read</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>WritePreview</name>
    <message numerus="yes">
      <source>%Ln files are read-only and will be skipped.</source>
      <translation>
        <numerusform>%Ln file is read-only and will be skipped.</numerusform>
        <numerusform>%Ln files are read-only and will be skipped.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files lie in folders that may not be written to.</source>
      <translation>
        <numerusform>%Ln file lies in a folder that may not be written to.</numerusform>
        <numerusform>%Ln files lie in folders that may not be written to.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files stay as they are</source>
      <translation>
        <numerusform>%Ln file stays as it is</numerusform>
        <numerusform>%Ln files stay as they are</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files would change</source>
      <translation>
        <numerusform>%Ln file would change</numerusform>
        <numerusform>%Ln files would change</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Write %Ln files</source>
      <translation>
        <numerusform>Write %Ln file</numerusform>
        <numerusform>Write %Ln files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>about %Ln expected to be wrong</source>
      <translation>
        <numerusform>about %Ln expected to be wrong</numerusform>
        <numerusform>about %Ln expected to be wrong</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>WriteQuestion</name>
    <message numerus="yes">
      <source>The last thing done was writing %Ln files.</source>
      <translation>
        <numerusform>The last thing done was writing %Ln file.</numerusform>
        <numerusform>The last thing done was writing %Ln files.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>review</name>
    <message numerus="yes">
      <source>%Ln changed</source>
      <translation>
        <numerusform>%Ln changed</numerusform>
        <numerusform>%Ln changed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln kept</source>
      <translation>
        <numerusform>%Ln kept</numerusform>
        <numerusform>%Ln kept</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks in {0} min</source>
      <translation>
        <numerusform>%Ln track in {0} min</numerusform>
        <numerusform>%Ln tracks in {0} min</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks in {0} s</source>
      <translation>
        <numerusform>%Ln track in {0} s</numerusform>
        <numerusform>%Ln tracks in {0} s</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>words</name>
    <message numerus="yes">
      <source>%Ln changed since and were left: the history names them.</source>
      <translation>
        <numerusform>%Ln changed since and was left: the history names it.</numerusform>
        <numerusform>%Ln changed since and were left: the history names them.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln failed</source>
      <translation>
        <numerusform>%Ln failed</numerusform>
        <numerusform>%Ln failed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files are as they were before the write.</source>
      <translation>
        <numerusform>%Ln file is as it was before the write.</numerusform>
        <numerusform>%Ln files are as they were before the write.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln h left</source>
      <translation>
        <numerusform>%Ln h left</numerusform>
        <numerusform>%Ln h left</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln min left</source>
      <translation>
        <numerusform>%Ln min left</numerusform>
        <numerusform>%Ln min left</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln sound files are of kinds that Earmark does not read.</source>
      <translation>
        <numerusform>%Ln sound file is of a kind that Earmark does not read.</numerusform>
        <numerusform>%Ln sound files are of kinds that Earmark does not read.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks were not accepted: Earmark does not know their genre. Name one yourself.</source>
      <translation>
        <numerusform>%Ln track was not accepted: Earmark does not know its genre. Name one yourself.</numerusform>
        <numerusform>%Ln tracks were not accepted: Earmark does not know their genre. Name one yourself.</numerusform>
      </translation>
    </message>
  </context>
</TS>
