<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>AboutDialog</name>
    <message>
      <source>About Earmark</source>
      <translation>Über Earmark</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Free software under the GNU General Public License, version 3 or later, without any warranty. Models and the data they learned from carry their own terms, named on the model page. Nothing about you or your music leaves this computer.</source>
      <translation>Freie Software unter der GNU General Public License, Version 3 oder neuer, ohne jede Gewährleistung. Modelle und die Daten, aus denen sie gelernt haben, haben eigene Bedingungen; die Modellseite nennt sie. Nichts über Person oder Musik verlässt diesen Rechner.</translation>
    </message>
    <message>
      <source>Licences</source>
      <translation>Lizenzen</translation>
    </message>
    <message>
      <source>Listens to your music and writes the genres it hears into the files' own tags.</source>
      <translation>Hört Musik an und schreibt die gehörten Genres in die Tags der Dateien.</translation>
    </message>
    <message>
      <source>Version {0}, with Qt for Python {1} and Python {2}</source>
      <translation>Version {0}, mit Qt für Python {1} und Python {2}</translation>
    </message>
  </context>
  <context>
    <name>ActivityBar</name>
    <message>
      <source>Activity</source>
      <translation>Aktivität</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Finishing the files in hand…</source>
      <translation>Begonnene Dateien werden fertiggestellt …</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>Pause</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Fortschritt</translation>
    </message>
    <message>
      <source>Resume</source>
      <translation>Fortsetzen</translation>
    </message>
  </context>
  <context>
    <name>AlbumPage</name>
    <message>
      <source>Album</source>
      <translation>Album</translation>
    </message>
    <message>
      <source>Albums</source>
      <translation>Alben</translation>
    </message>
    <message>
      <source>Artist</source>
      <translation>Interpret</translation>
    </message>
    <message>
      <source>Genre</source>
      <translation>Genre</translation>
    </message>
    <message>
      <source>Heard so</source>
      <translation>So gehört</translation>
    </message>
    <message>
      <source>Left out</source>
      <translation>Ausgelassen</translation>
    </message>
    <message>
      <source>No album speaks clearly: at least three tracks heard, most of them as one genre.</source>
      <translation>Kein Album ist eindeutig: mindestens drei gehörte Titel, die meisten davon mit demselben Genre.</translation>
    </message>
    <message>
      <source>Then show me the tracks left out</source>
      <translation>Danach die ausgelassenen Titel zeigen</translation>
    </message>
    <message>
      <source>Tracks</source>
      <translation>Titel</translation>
    </message>
    <message>
      <source>Waiting tracks take the genre of their album. Those that sound unlike it are left out.</source>
      <translation>Wartende Titel erhalten das Genre ihres Albums. Titel, die anders klingen, bleiben ausgelassen.</translation>
    </message>
    <message>
      <source>several</source>
      <translation>mehrere</translation>
    </message>
    <message>
      <source>{0} of {1}</source>
      <translation>{0} von {1}</translation>
    </message>
  </context>
  <context>
    <name>AlbumQuestion</name>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
      <source>Earmark is sure that %Ln of them are something else.</source>
      <translation>
        <numerusform>%Ln davon ist für Earmark sicher etwas anderes.</numerusform>
        <numerusform>%Ln davon sind für Earmark sicher etwas anderes.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Take all %Ln</source>
      <translation>
        <numerusform>Übernehmen</numerusform>
        <numerusform>Alle %Ln übernehmen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The files of %Ln of them hold another genre.</source>
      <translation>
        <numerusform>Die Datei von %Ln davon enthält ein anderes Genre.</numerusform>
        <numerusform>Die Dateien von %Ln davon enthalten ein anderes Genre.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>You decided %Ln of them otherwise before. This replaces that.</source>
      <translation>
        <numerusform>%Ln davon ist schon anders entschieden. Das wird ersetzt.</numerusform>
        <numerusform>%Ln davon sind schon anders entschieden. Das wird ersetzt.</numerusform>
      </translation>
    </message>
    <message>
      <source>{0} again takes them, Esc does not.</source>
      <translation>Noch einmal {0} übernimmt sie, Esc nicht.</translation>
    </message>
    <message numerus="yes">
      <source>{0} for all %Ln tracks?</source>
      <translation>
        <numerusform>{0} für %Ln Titel?</numerusform>
        <numerusform>{0} für alle %Ln Titel?</numerusform>
      </translation>
    </message>
    <message>
      <source>{0} takes all of it back.</source>
      <translation>{0} nimmt alles zurück.</translation>
    </message>
  </context>
  <context>
    <name>BulkDialog</name>
    <message numerus="yes">
      <source>%Ln tracks</source>
      <translation>
        <numerusform>%Ln Titel</numerusform>
        <numerusform>%Ln Titel</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks accepted. Ctrl+Z takes it back.</source>
      <translation>
        <numerusform>%Ln Titel übernommen. Strg+Z nimmt es zurück.</numerusform>
        <numerusform>%Ln Titel übernommen. Strg+Z nimmt es zurück.</numerusform>
      </translation>
    </message>
    <message>
      <source>Accept</source>
      <translation>Übernehmen</translation>
    </message>
    <message numerus="yes">
      <source>Accept %Ln tracks</source>
      <translation>
        <numerusform>%Ln Titel übernehmen</numerusform>
        <numerusform>%Ln Titel übernehmen</numerusform>
      </translation>
    </message>
    <message>
      <source>Accept many</source>
      <translation>Viele übernehmen</translation>
    </message>
    <message>
      <source>By album</source>
      <translation>Nach Album</translation>
    </message>
    <message>
      <source>By how sure</source>
      <translation>Nach Sicherheit</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Counting…</source>
      <translation>Wird gezählt …</translation>
    </message>
    <message>
      <source>Nothing is written yet: Write shows it first.</source>
      <translation>Noch wird nichts geschrieben: „Schreiben“ zeigt es zuerst.</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>Seiten</translation>
    </message>
    <message>
      <source>Tick all</source>
      <translation>Alle ankreuzen</translation>
    </message>
    <message>
      <source>Untick all</source>
      <translation>Alle abwählen</translation>
    </message>
    <message numerus="yes">
      <source>about %Ln expected to be wrong</source>
      <translation>
        <numerusform>etwa %Ln vermutlich falsch</numerusform>
        <numerusform>etwa %Ln vermutlich falsch</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>by your last %Ln verdicts; the model alone expects {0}</source>
      <translation>
        <numerusform>nach dem letzten Urteil; das Modell allein erwartet {0}</numerusform>
        <numerusform>nach den letzten %Ln Urteilen; das Modell allein erwartet {0}</numerusform>
      </translation>
    </message>
    <message>
      <source>fewer than one expected to be wrong</source>
      <translation>weniger als einer vermutlich falsch</translation>
    </message>
  </context>
  <context>
    <name>ChangeModel</name>
    <message>
      <source>Artist</source>
      <translation>Interpret</translation>
    </message>
    <message>
      <source>It will say</source>
      <translation>Künftig steht dort</translation>
    </message>
    <message>
      <source>Sure</source>
      <translation>Sicher</translation>
    </message>
    <message>
      <source>The file says</source>
      <translation>In der Datei steht</translation>
    </message>
    <message>
      <source>Title</source>
      <translation>Titel</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>Warum</translation>
    </message>
  </context>
  <context>
    <name>Closing</name>
    <message>
      <source>Keep working</source>
      <translation>Weiterarbeiten</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>Quit Earmark?</source>
      <translation>Earmark beenden?</translation>
    </message>
    <message>
      <source>The files in hand are finished first. The next start goes on from there.</source>
      <translation>Begonnene Dateien werden zuerst fertiggestellt. Beim nächsten Start geht es dort weiter.</translation>
    </message>
    <message>
      <source>Tracks are still being analysed.</source>
      <translation>Es werden noch Titel analysiert.</translation>
    </message>
  </context>
  <context>
    <name>ComparePanel</name>
    <message>
      <source>A click plays from there.</source>
      <translation>Ein Klick spielt ab dort.</translation>
    </message>
    <message>
      <source>Close the comparison</source>
      <translation>Vergleich schließen</translation>
    </message>
    <message>
      <source>Drawing the sound…</source>
      <translation>Der Klang wird gezeichnet …</translation>
    </message>
    <message>
      <source>Looking for a sure {0}…</source>
      <translation>Ein sicherer Titel wird gesucht: {0} …</translation>
    </message>
    <message>
      <source>Mel spectrogram of the track to compare with</source>
      <translation>Mel-Spektrogramm des Vergleichstitels</translation>
    </message>
    <message>
      <source>No track here surely is {0}</source>
      <translation>Kein Titel hier ist sicher {0}</translation>
    </message>
    <message>
      <source>Nothing to compare with yet.</source>
      <translation>Noch nichts zum Vergleichen.</translation>
    </message>
    <message>
      <source>Surely {0}: {1}</source>
      <translation>Sicher {0}: {1}</translation>
    </message>
  </context>
  <context>
    <name>ConfidenceView</name>
    <message>
      <source>Confidence</source>
      <translation>Sicherheit</translation>
    </message>
    <message>
      <source>How many are wrong, by how many are taken</source>
      <translation>Wie viele falsch sind, nach dem Anteil der übernommenen</translation>
    </message>
    <message>
      <source>How often it is right, by its confidence</source>
      <translation>Wie oft richtig, nach der Sicherheit</translation>
    </message>
    <message>
      <source>Of the tracks that it does not ask about, it expects {0} to be wrong; {1} are.</source>
      <translation>Von den Titeln ohne Rückfrage erwartet das Modell {0} falsche; es sind {1}.</translation>
    </message>
    <message>
      <source>Right</source>
      <translation>Richtig</translation>
    </message>
    <message>
      <source>This model tells no figures of its own.</source>
      <translation>Dieses Modell nennt keine eigenen Zahlen.</translation>
    </message>
    <message>
      <source>Tracks taken, surest first</source>
      <translation>Titel, die sichersten zuerst</translation>
    </message>
    <message>
      <source>Wrong</source>
      <translation>Falsch</translation>
    </message>
    <message>
      <source>{0} sure: {1} right</source>
      <translation>{0} sicher: {1} richtig</translation>
    </message>
  </context>
  <context>
    <name>CrashDialog</name>
    <message>
      <source>A fault in Earmark</source>
      <translation>Ein Fehler in Earmark</translation>
    </message>
    <message>
      <source>Copy the details</source>
      <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
      <source>Details for a bug report</source>
      <translation>Einzelheiten für einen Fehlerbericht</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>Weiter</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>Something went wrong in Earmark</source>
      <translation>In Earmark ist etwas schiefgegangen</translation>
    </message>
    <message>
      <source>This is our mistake, not yours. Your files are safe: every write is checked and can be undone. You can go on working; if something looks odd, start Earmark again. The details below help us to mend it; paths in them may name your files.</source>
      <translation>Das ist unser Fehler. Die Dateien sind sicher: Jedes Schreiben wird geprüft und lässt sich rückgängig machen. Die Arbeit kann weitergehen; wenn etwas seltsam aussieht, hilft ein Neustart von Earmark. Die Einzelheiten unten helfen uns bei der Behebung; Pfade darin können Dateinamen enthalten.</translation>
    </message>
  </context>
  <context>
    <name>CrashNews</name>
    <message>
      <source>A file may be the cause. If it ends there again, make a report.</source>
      <translation>Vielleicht liegt es an einer Datei. Endet Earmark dort noch einmal, hilft ein Bericht.</translation>
    </message>
    <message>
      <source>Earmark ended twice at the same place of an analysis, so it waits.</source>
      <translation>Earmark endete zweimal an derselben Stelle einer Analyse, darum wartet sie.</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>Weitermachen</translation>
    </message>
    <message>
      <source>History</source>
      <translation>Verlauf</translation>
    </message>
    <message numerus="yes">
      <source>Writing was interrupted. %Ln files were looked at: each holds the new genres or is as it was.</source>
      <translation>
        <numerusform>Das Schreiben wurde unterbrochen. %Ln Datei wurde nachgesehen: Sie hat die neuen Genres oder ist, wie sie war.</numerusform>
        <numerusform>Das Schreiben wurde unterbrochen. %Ln Dateien wurden nachgesehen: Jede hat die neuen Genres oder ist, wie sie war.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>DropShade</name>
    <message>
      <source>Let go to add and analyse</source>
      <translation>Loslassen zum Hinzufügen und Analysieren</translation>
    </message>
  </context>
  <context>
    <name>DropZone</name>
    <message>
      <source>Choose a folder…</source>
      <translation>Ordner wählen …</translation>
    </message>
    <message>
      <source>Drop your music here</source>
      <translation>Musik hierher ziehen</translation>
    </message>
    <message>
      <source>Earmark listens to each track and proposes its genre. Nothing is written to your files until you have looked at the changes, and everything can be undone.</source>
      <translation>Earmark hört jeden Titel an und schlägt ein Genre vor. In die Dateien wird erst geschrieben, wenn die Änderungen angesehen wurden, und alles lässt sich rückgängig machen.</translation>
    </message>
    <message>
      <source>Folders or files, anywhere in this window. {0} opens the same.</source>
      <translation>Ordner oder Dateien, irgendwo in dieses Fenster. {0} öffnet dasselbe.</translation>
    </message>
  </context>
  <context>
    <name>Drops</name>
    <message>
      <source>What was dropped could not be read. Drop it again.</source>
      <translation>Das Abgelegte war nicht lesbar. Noch einmal ablegen.</translation>
    </message>
    <message>
      <source>What was dropped is not a file or folder here.</source>
      <translation>Das Abgelegte ist keine Datei und kein Ordner von hier.</translation>
    </message>
  </context>
  <context>
    <name>EntryModel</name>
    <message>
      <source>After</source>
      <translation>Nachher</translation>
    </message>
    <message>
      <source>Before</source>
      <translation>Vorher</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>Now</source>
      <translation>Jetzt</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>Warum</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>fehlgeschlagen</translation>
    </message>
    <message>
      <source>left as it is</source>
      <translation>unverändert gelassen</translation>
    </message>
    <message>
      <source>not reached</source>
      <translation>nicht erreicht</translation>
    </message>
    <message>
      <source>skipped</source>
      <translation>übersprungen</translation>
    </message>
    <message>
      <source>taken back</source>
      <translation>zurückgenommen</translation>
    </message>
    <message>
      <source>undone</source>
      <translation>rückgängig gemacht</translation>
    </message>
    <message>
      <source>written</source>
      <translation>geschrieben</translation>
    </message>
  </context>
  <context>
    <name>EvidenceView</name>
    <message>
      <source>Evidence by moment</source>
      <translation>Belege nach Moment</translation>
    </message>
  </context>
  <context>
    <name>FilesPage</name>
    <message>
      <source>Files with several names</source>
      <translation>Dateien mit mehreren Namen</translation>
    </message>
    <message>
      <source>Keep the files' dates</source>
      <translation>Datum der Dateien beibehalten</translation>
    </message>
    <message>
      <source>Watch the folders</source>
      <translation>Ordner beobachten</translation>
    </message>
    <message>
      <source>While this window is open, music that appears in your folders is read and listened to. A file that is still being copied waits until it is whole. Nothing is written without you.</source>
      <translation>Solange dieses Fenster offen ist, wird neue Musik in den Ordnern gelesen und angehört. Eine Datei, die noch kopiert wird, wartet, bis sie vollständig ist. Ohne Zustimmung wird nichts geschrieben.</translation>
    </message>
    <message>
      <source>leave them as they are</source>
      <translation>unverändert lassen</translation>
    </message>
    <message>
      <source>write the file that they share; all of them change</source>
      <translation>die gemeinsame Datei schreiben; alle Namen ändern sich</translation>
    </message>
    <message>
      <source>write this name only; the others keep the old content</source>
      <translation>nur diesen Namen schreiben; die anderen bleiben beim Alten</translation>
    </message>
  </context>
  <context>
    <name>FilterBar</name>
    <message>
      <source>All genres</source>
      <translation>Alle Genres</translation>
    </message>
    <message>
      <source>By album</source>
      <translation>Nach Album</translation>
    </message>
    <message>
      <source>By artist</source>
      <translation>Nach Interpret</translation>
    </message>
    <message>
      <source>Columns</source>
      <translation>Spalten</translation>
    </message>
    <message>
      <source>Filter</source>
      <translation>Filter</translation>
    </message>
    <message>
      <source>Filter by genre</source>
      <translation>Nach Genre filtern</translation>
    </message>
    <message>
      <source>Filter by state, how sure, format, year and folder (Ctrl+L)</source>
      <translation>Nach Zustand, Sicherheit, Format, Jahr und Ordner filtern (Strg+L)</translation>
    </message>
    <message>
      <source>Group</source>
      <translation>Gruppieren</translation>
    </message>
    <message>
      <source>Not grouped</source>
      <translation>Nicht gruppiert</translation>
    </message>
    <message>
      <source>Sort again</source>
      <translation>Neu sortieren</translation>
    </message>
    <message>
      <source>Values have changed since the table was sorted; nothing moved meanwhile</source>
      <translation>Werte haben sich seit dem Sortieren geändert; verschoben wurde nichts</translation>
    </message>
  </context>
  <context>
    <name>FilterPanel</name>
    <message>
      <source>Any folder: type a part of its name</source>
      <translation>Beliebiger Ordner: Teil des Namens eingeben</translation>
    </message>
    <message>
      <source>At least this sure</source>
      <translation>Mindestens so sicher</translation>
    </message>
    <message>
      <source>At most this sure</source>
      <translation>Höchstens so sicher</translation>
    </message>
    <message>
      <source>Clear</source>
      <translation>Zurücksetzen</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>FOLDER</source>
      <translation>ORDNER</translation>
    </message>
    <message>
      <source>FORMAT</source>
      <translation>FORMAT</translation>
    </message>
    <message>
      <source>Filters</source>
      <translation>Filter</translation>
    </message>
    <message>
      <source>First year</source>
      <translation>Erstes Jahr</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <source>HOW SURE</source>
      <translation>SICHERHEIT</translation>
    </message>
    <message>
      <source>Last year</source>
      <translation>Letztes Jahr</translation>
    </message>
    <message>
      <source>STATE</source>
      <translation>ZUSTAND</translation>
    </message>
    <message>
      <source>YEAR IN THE TAG</source>
      <translation>JAHR IM TAG</translation>
    </message>
    <message>
      <source>any</source>
      <translation>beliebig</translation>
    </message>
    <message>
      <source>from</source>
      <translation>von</translation>
    </message>
    <message>
      <source>to</source>
      <translation>bis</translation>
    </message>
  </context>
  <context>
    <name>FolderChoices</name>
    <message>
      <source>Choose a folder of music</source>
      <translation>Musikordner wählen</translation>
    </message>
    <message>
      <source>Choose music files</source>
      <translation>Musikdateien wählen</translation>
    </message>
    <message>
      <source>Forget</source>
      <translation>Vergessen</translation>
    </message>
    <message>
      <source>Forget this folder?</source>
      <translation>Diesen Ordner vergessen?</translation>
    </message>
    <message>
      <source>Forget “{0}”?</source>
      <translation>„{0}“ vergessen?</translation>
    </message>
    <message>
      <source>Its tracks leave the library, with what was heard and decided. The files stay as they are.</source>
      <translation>Die Titel verlassen die Bibliothek, samt dem, was gehört und entschieden wurde. Die Dateien bleiben, wie sie sind.</translation>
    </message>
  </context>
  <context>
    <name>GenreChip</name>
    <message>
      <source>Only {0}</source>
      <translation>Nur {0}</translation>
    </message>
    <message>
      <source>Show only tracks heard as {0}</source>
      <translation>Nur als {0} gehörte Titel zeigen</translation>
    </message>
  </context>
  <context>
    <name>GenreDialog</name>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Set genre</source>
      <translation>Genre festlegen</translation>
    </message>
  </context>
  <context>
    <name>GenreEntry</name>
    <message>
      <source>Any genre</source>
      <translation>Beliebiges Genre</translation>
    </message>
    <message>
      <source>Genres that fit</source>
      <translation>Passende Genres</translation>
    </message>
    <message>
      <source>Type a genre</source>
      <translation>Genre eingeben</translation>
    </message>
    <message>
      <source>Use “{0}”</source>
      <translation>„{0}“ verwenden</translation>
    </message>
  </context>
  <context>
    <name>GenreField</name>
    <message>
      <source>Genres</source>
      <translation>Genres</translation>
    </message>
    <message>
      <source>Genres that fit</source>
      <translation>Passende Genres</translation>
    </message>
    <message>
      <source>Genres, separated by , or ;</source>
      <translation>Genres, durch , oder ; getrennt</translation>
    </message>
    <message>
      <source>Several genres are separated by commas or semicolons.</source>
      <translation>Mehrere Genres werden durch Kommas oder Semikolons getrennt.</translation>
    </message>
  </context>
  <context>
    <name>GenreSettings</name>
    <message>
      <source> %</source>
      <translation> %</translation>
    </message>
    <message>
      <source>IN WHOSE WORDS</source>
      <translation>IN WESSEN WORTEN</translation>
    </message>
    <message>
      <source>WHAT A FILE HAS</source>
      <translation>WAS EINE DATEI ENTHÄLT</translation>
    </message>
    <message>
      <source>WHAT IS WRITTEN</source>
      <translation>WAS GESCHRIEBEN WIRD</translation>
    </message>
    <message>
      <source>for example: {0}</source>
      <translation>zum Beispiel: {0}</translation>
    </message>
  </context>
  <context>
    <name>HistoryDialog</name>
    <message numerus="yes">
      <source>%Ln files</source>
      <translation>
        <numerusform>%Ln Datei</numerusform>
        <numerusform>%Ln Dateien</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files are as they were, byte for byte.</source>
      <translation>
        <numerusform>%Ln Datei ist wieder, wie sie war, Byte für Byte.</numerusform>
        <numerusform>%Ln Dateien sind wieder, wie sie waren, Byte für Byte.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files were not reached.</source>
      <translation>
        <numerusform>%Ln Datei kam nicht mehr an die Reihe.</numerusform>
        <numerusform>%Ln Dateien kamen nicht mehr an die Reihe.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files, undone</source>
      <translation>
        <numerusform>%Ln Datei, rückgängig gemacht</numerusform>
        <numerusform>%Ln Dateien, rückgängig gemacht</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln left as they are</source>
      <translation>
        <numerusform>%Ln unverändert gelassen</numerusform>
        <numerusform>%Ln unverändert gelassen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln left as they are.</source>
      <translation>
        <numerusform>%Ln unverändert gelassen.</numerusform>
        <numerusform>%Ln unverändert gelassen.</numerusform>
      </translation>
    </message>
    <message>
      <source>Batch {0}</source>
      <translation>Vorgang {0}</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Every write appears here and can be undone, even after a restart.</source>
      <translation>Jedes Schreiben erscheint hier und lässt sich rückgängig machen, auch nach einem Neustart.</translation>
    </message>
    <message>
      <source>Files written</source>
      <translation>Geschriebene Dateien</translation>
    </message>
    <message>
      <source>History</source>
      <translation>Verlauf</translation>
    </message>
    <message>
      <source>It was cut off by an error, or because Earmark or the computer ended.</source>
      <translation>Durch einen Fehler oder das Ende von Earmark oder des Rechners unterbrochen.</translation>
    </message>
    <message>
      <source>It was cut off by an error, or because Earmark or the computer ended: the rest was not reached.</source>
      <translation>Durch einen Fehler oder das Ende von Earmark oder des Rechners unterbrochen: Der Rest kam nicht mehr an die Reihe.</translation>
    </message>
    <message numerus="yes">
      <source>It was stopped before %Ln files had their turn.</source>
      <translation>
        <numerusform>Es wurde angehalten, bevor %Ln Datei an der Reihe war.</numerusform>
        <numerusform>Es wurde angehalten, bevor %Ln Dateien an der Reihe waren.</numerusform>
      </translation>
    </message>
    <message>
      <source>Nothing has been written yet</source>
      <translation>Noch wurde nichts geschrieben</translation>
    </message>
    <message>
      <source>Undo all of it</source>
      <translation>Alles rückgängig machen</translation>
    </message>
    <message>
      <source>Undo the selected files</source>
      <translation>Ausgewählte Dateien rückgängig machen</translation>
    </message>
    <message>
      <source>What was written</source>
      <translation>Was geschrieben wurde</translation>
    </message>
    <message>
      <source>cut off</source>
      <translation>unterbrochen</translation>
    </message>
    <message>
      <source>stopped</source>
      <translation>angehalten</translation>
    </message>
    <message>
      <source>{0}, {1} undone</source>
      <translation>{0}, davon {1} rückgängig gemacht</translation>
    </message>
  </context>
  <context>
    <name>Inspector</name>
    <message>
      <source>About the track</source>
      <translation>Über den Titel</translation>
    </message>
    <message>
      <source>Listening…</source>
      <translation>Wird angehört …</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Durchsehen</translation>
    </message>
    <message>
      <source>Select a track to see and hear it.</source>
      <translation>Titel auswählen, um ihn zu sehen und zu hören.</translation>
    </message>
    <message>
      <source>Track</source>
      <translation>Titel</translation>
    </message>
    <message>
      <source>is being analysed</source>
      <translation>wird analysiert</translation>
    </message>
  </context>
  <context>
    <name>KeyDialog</name>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Keys of the review</source>
      <translation>Tasten der Durchsicht</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
  </context>
  <context>
    <name>KeyHelp</name>
    <message>
      <source>A click or Esc hides this.</source>
      <translation>Ein Klick oder Esc blendet dies aus.</translation>
    </message>
    <message>
      <source>Change the keys…</source>
      <translation>Tasten ändern …</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
  </context>
  <context>
    <name>KeyPage</name>
    <message>
      <source>As delivered</source>
      <translation>Wie ausgeliefert</translation>
    </message>
    <message>
      <source>Change</source>
      <translation>Ändern</translation>
    </message>
    <message>
      <source>Digits always choose a suggestion, and Esc always leaves. All other keys are yours.</source>
      <translation>Ziffern wählen immer einen Vorschlag, und Esc verlässt immer die Durchsicht. Alle anderen Tasten sind frei.</translation>
    </message>
    <message>
      <source>No key</source>
      <translation>Keine Taste</translation>
    </message>
  </context>
  <context>
    <name>KeyTable</name>
    <message>
      <source>Does</source>
      <translation>Wirkung</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
    <message>
      <source>Keys of the review</source>
      <translation>Tasten der Durchsicht</translation>
    </message>
    <message>
      <source>Press the key for “{0}”. Esc leaves it as it is.</source>
      <translation>Taste für „{0}“ drücken. Esc lässt es, wie es ist.</translation>
    </message>
    <message>
      <source>Without a key now: {0}</source>
      <translation>Nun ohne Taste: {0}</translation>
    </message>
    <message>
      <source>press a key…</source>
      <translation>Taste drücken …</translation>
    </message>
    <message>
      <source>“{0}” already means “{1}”. Press it again to take it from there, or press another key.</source>
      <translation>„{0}“ bedeutet schon „{1}“. Nochmals drücken, um die Taste dort wegzunehmen, oder eine andere drücken.</translation>
    </message>
    <message>
      <source>“{0}” cannot be changed. Press another key.</source>
      <translation>„{0}“ lässt sich nicht ändern. Eine andere Taste drücken.</translation>
    </message>
  </context>
  <context>
    <name>LicenceDialog</name>
    <message>
      <source>All parts</source>
      <translation>Alle Teile</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>Lizenz</translation>
    </message>
    <message>
      <source>Licences</source>
      <translation>Lizenzen</translation>
    </message>
    <message>
      <source>The models</source>
      <translation>Die Modelle</translation>
    </message>
  </context>
  <context>
    <name>LinkQuestion</name>
    <message numerus="yes">
      <source>%Ln of these files have several names (hard links).</source>
      <translation>
        <numerusform>%Ln dieser Dateien hat mehrere Namen (harte Links).</numerusform>
        <numerusform>%Ln dieser Dateien haben mehrere Namen (harte Links).</numerusform>
      </translation>
    </message>
    <message>
      <source>Change all names</source>
      <translation>Alle Namen ändern</translation>
    </message>
    <message>
      <source>Change this name only</source>
      <translation>Nur diesen Namen ändern</translation>
    </message>
    <message>
      <source>Leave them</source>
      <translation>Unverändert lassen</translation>
    </message>
    <message>
      <source>What is to become of such files, now and later? The settings can change it.</source>
      <translation>Was soll mit solchen Dateien geschehen, jetzt und später? Die Einstellungen können es ändern.</translation>
    </message>
  </context>
  <context>
    <name>ListeningPage</name>
    <message>
      <source>Files heard at the same time</source>
      <translation>Dateien gleichzeitig anhören</translation>
    </message>
    <message>
      <source>Half as many files at a time, and only while no other program wants the processor.</source>
      <translation>Halb so viele Dateien gleichzeitig, und nur solange kein anderes Programm den Prozessor braucht.</translation>
    </message>
    <message>
      <source>How sure before I stop asking</source>
      <translation>Nicht mehr fragen ab</translation>
    </message>
    <message>
      <source>Leave the computer free</source>
      <translation>Rechner frei halten</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>Of a hundred answers that are only just this sure, about {0} are right.</source>
      <translation>Von hundert Antworten, die gerade noch so sicher sind, stimmen etwa {0}.</translation>
    </message>
    <message>
      <source>The measure that fitted best when the model was made. A good start.</source>
      <translation>Das Maß, das beim Erstellen des Modells am besten passte. Ein guter Anfang.</translation>
    </message>
    <message>
      <source>all but one core</source>
      <translation>alle Kerne außer einem</translation>
    </message>
    <message>
      <source>{0} (yours)</source>
      <translation>{0} (eigenes)</translation>
    </message>
    <message>
      <source>{0} of the {1} tracks heard so far are at least this sure.</source>
      <translation>{0} der {1} bisher gehörten Titel sind mindestens so sicher.</translation>
    </message>
  </context>
  <context>
    <name>LiveRoll</name>
    <message>
      <source>What is being heard, as a rolling mel spectrogram</source>
      <translation>Was gerade zu hören ist, als laufendes Mel-Spektrogramm</translation>
    </message>
  </context>
  <context>
    <name>MainToolBar</name>
    <message>
      <source>Analyse</source>
      <translation>Analysieren</translation>
    </message>
    <message>
      <source>Decide, one key per track, where the sound fits several genres</source>
      <translation>Entscheiden, wo der Klang zu mehreren Genres passt: eine Taste je Titel</translation>
    </message>
    <message>
      <source>Look for new files and listen to what was not heard yet</source>
      <translation>Nach neuen Dateien suchen und noch nicht Gehörtes anhören</translation>
    </message>
    <message>
      <source>Menu</source>
      <translation>Menü</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Durchsehen</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Suchen</translation>
    </message>
    <message>
      <source>Search tracks, artists, genres…</source>
      <translation>Titel, Interpret, Genre …</translation>
    </message>
    <message>
      <source>See what would change in your files, then write it</source>
      <translation>Ansehen, was sich in den Dateien ändern würde, dann schreiben</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>Werkzeuge</translation>
    </message>
    <message>
      <source>Write</source>
      <translation>Schreiben</translation>
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message numerus="yes">
      <source>%Ln not analysed</source>
      <translation>
        <numerusform>%Ln nicht analysiert</numerusform>
        <numerusform>%Ln nicht analysiert</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks</source>
      <translation>
        <numerusform>%Ln Titel</numerusform>
        <numerusform>%Ln Titel</numerusform>
      </translation>
    </message>
    <message>
      <source>About Earmark</source>
      <translation>Über Earmark</translation>
    </message>
    <message>
      <source>Accept many…</source>
      <translation>Viele übernehmen …</translation>
    </message>
    <message>
      <source>Add a folder…</source>
      <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
      <source>Add files…</source>
      <translation>Dateien hinzufügen …</translation>
    </message>
    <message>
      <source>Check the files' genres…</source>
      <translation>Genres der Dateien prüfen …</translation>
    </message>
    <message>
      <source>History…</source>
      <translation>Verlauf …</translation>
    </message>
    <message>
      <source>Look for changes</source>
      <translation>Nach Änderungen suchen</translation>
    </message>
    <message>
      <source>Make a report…</source>
      <translation>Bericht erstellen …</translation>
    </message>
    <message>
      <source>Model…</source>
      <translation>Modell …</translation>
    </message>
    <message>
      <source>Not read…</source>
      <translation>Nicht gelesen …</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>Settings…</source>
      <translation>Einstellungen …</translation>
    </message>
  </context>
  <context>
    <name>MessageStrip</name>
    <message numerus="yes">
      <source>%Ln more</source>
      <translation>
        <numerusform>%Ln weitere</numerusform>
        <numerusform>%Ln weitere</numerusform>
      </translation>
    </message>
    <message>
      <source>Close this message</source>
      <translation>Meldung schließen</translation>
    </message>
  </context>
  <context>
    <name>ModelDialog</name>
    <message>
      <source>Card</source>
      <translation>Karte</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>How far to rely on it</source>
      <translation>Wie verlässlich es ist</translation>
    </message>
    <message>
      <source>In {0} parts of other artists each: {1} to {2}.</source>
      <translation>In {0} Teilen mit je anderen Interpreten: {1} bis {2}.</translation>
    </message>
    <message>
      <source>It asks about {0} of the tracks; of the rest, {1} are right.</source>
      <translation>Bei {0} der Titel fragt es nach; vom Rest sind {1} richtig.</translation>
    </message>
    <message>
      <source>Its confidence</source>
      <translation>Sicherheit</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>Model card</source>
      <translation>Modellkarte</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Modelle</translation>
    </message>
    <message>
      <source>No model is installed</source>
      <translation>Kein Modell ist installiert</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>Seiten</translation>
    </message>
    <message>
      <source>This model listens from now on. Tracks heard before keep their answer: analyse them again to change it.</source>
      <translation>Ab jetzt hört dieses Modell zu. Schon gehörte Titel behalten ihre Antwort; erneutes Analysieren ändert sie.</translation>
    </message>
    <message>
      <source>This model tells no figures of its own.</source>
      <translation>Dieses Modell nennt keine eigenen Zahlen.</translation>
    </message>
    <message>
      <source>Use this model</source>
      <translation>Dieses Modell verwenden</translation>
    </message>
    <message>
      <source>Without one nothing can be heard. Installing Earmark again brings it back.</source>
      <translation>Ohne Modell kann nichts gehört werden. Eine Neuinstallation von Earmark bringt es zurück.</translation>
    </message>
    <message>
      <source>{0} (in use)</source>
      <translation>{0} (in Gebrauch)</translation>
    </message>
    <message>
      <source>{0} (yours)</source>
      <translation>{0} (eigenes)</translation>
    </message>
    <message>
      <source>{0} of {1} tracks of {2} right, none of which it had met.</source>
      <translation>{0} von {1} Titeln aus {2} richtig; keinen davon kannte es.</translation>
    </message>
  </context>
  <context>
    <name>NarrowingBar</name>
    <message>
      <source>Clear all</source>
      <translation>Alle entfernen</translation>
    </message>
    <message>
      <source>Filters in force</source>
      <translation>Aktive Filter</translation>
    </message>
    <message>
      <source>Remove the filter {0}</source>
      <translation>Filter {0} entfernen</translation>
    </message>
    <message>
      <source>at least {0} sure</source>
      <translation>mindestens {0} sicher</translation>
    </message>
    <message>
      <source>at most {0} sure</source>
      <translation>höchstens {0} sicher</translation>
    </message>
    <message>
      <source>from {0}</source>
      <translation>ab {0}</translation>
    </message>
    <message>
      <source>in {0}</source>
      <translation>in {0}</translation>
    </message>
    <message numerus="yes">
      <source>in {0} and %Ln other folders</source>
      <translation>
        <numerusform>in {0} und %Ln weiteren Ordner</numerusform>
        <numerusform>in {0} und %Ln weiteren Ordnern</numerusform>
      </translation>
    </message>
    <message>
      <source>until {0}</source>
      <translation>bis {0}</translation>
    </message>
    <message>
      <source>{0} to {1}</source>
      <translation>{0} bis {1}</translation>
    </message>
    <message>
      <source>{0} to {1} sure</source>
      <translation>{0} bis {1} sicher</translation>
    </message>
  </context>
  <context>
    <name>PictureMenu</name>
    <message>
      <source>As they are heard (mel)</source>
      <translation>Wie gehört (Mel)</translation>
    </message>
    <message>
      <source>Cividis, for colour-blind eyes</source>
      <translation>Cividis, für Farbenblinde</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>Farben</translation>
    </message>
    <message>
      <source>Compare with a sure one</source>
      <translation>Mit einem sicheren vergleichen</translation>
    </message>
    <message>
      <source>Evenly in hertz</source>
      <translation>Gleichmäßig in Hertz</translation>
    </message>
    <message>
      <source>Frequencies</source>
      <translation>Frequenzen</translation>
    </message>
    <message>
      <source>Grey</source>
      <translation>Grau</translation>
    </message>
    <message>
      <source>Look closer</source>
      <translation>Näher heran</translation>
    </message>
    <message>
      <source>Loudness shown</source>
      <translation>Gezeigte Lautstärke</translation>
    </message>
    <message>
      <source>Of the window</source>
      <translation>Wie das Fenster</translation>
    </message>
    <message>
      <source>Save the picture…</source>
      <translation>Bild speichern …</translation>
    </message>
    <message>
      <source>See more</source>
      <translation>Mehr zeigen</translation>
    </message>
    <message>
      <source>See the whole track</source>
      <translation>Ganzen Titel zeigen</translation>
    </message>
    <message>
      <source>The picture of the sound</source>
      <translation>Das Bild des Klangs</translation>
    </message>
    <message>
      <source>{0} dB</source>
      <translation>{0} dB</translation>
    </message>
  </context>
  <context>
    <name>Player</name>
    <message>
      <source>Its format or its content is unreadable.</source>
      <translation>Sein Format oder Inhalt ist nicht lesbar.</translation>
    </message>
    <message>
      <source>No sound device was found: the picture plays, but nothing can be heard.</source>
      <translation>Kein Audiogerät gefunden: Das Bild läuft mit, aber zu hören ist nichts.</translation>
    </message>
    <message>
      <source>This track cannot be played here.</source>
      <translation>Dieser Titel kann hier nicht abgespielt werden.</translation>
    </message>
  </context>
  <context>
    <name>ProgressPage</name>
    <message>
      <source>Finishing the file in hand…</source>
      <translation>Begonnene Datei wird fertiggestellt …</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Anhalten</translation>
    </message>
    <message>
      <source>Writing</source>
      <translation>Schreiben</translation>
    </message>
  </context>
  <context>
    <name>ReliabilityView</name>
    <message>
      <source>Finds of it</source>
      <translation>Davon gefunden</translation>
    </message>
    <message>
      <source>Genre</source>
      <translation>Genre</translation>
    </message>
    <message>
      <source>How far to rely on it, by genre</source>
      <translation>Verlässlichkeit nach Genre</translation>
    </message>
    <message>
      <source>Of all tracks of this genre, how many it calls by it</source>
      <translation>Wie viele aller Titel dieses Genres es so nennt</translation>
    </message>
    <message>
      <source>Of all tracks that it calls by it, how many are of it</source>
      <translation>Wie viele aller so genannten Titel zu diesem Genre gehören</translation>
    </message>
    <message>
      <source>Of this genre, that the figures come from</source>
      <translation>Titel dieses Genres, auf denen die Zahlen beruhen</translation>
    </message>
    <message>
      <source>Right when it says so</source>
      <translation>Stimmt, wenn genannt</translation>
    </message>
    <message>
      <source>Tracks</source>
      <translation>Titel</translation>
    </message>
  </context>
  <context>
    <name>ReportDialog</name>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <source>Make a report</source>
      <translation>Bericht erstellen</translation>
    </message>
    <message>
      <source>Open the log's folder</source>
      <translation>Ordner des Protokolls öffnen</translation>
    </message>
    <message>
      <source>Save the report</source>
      <translation>Bericht speichern</translation>
    </message>
    <message>
      <source>Save…</source>
      <translation>Speichern …</translation>
    </message>
    <message>
      <source>Text (*.txt)</source>
      <translation>Text (*.txt)</translation>
    </message>
    <message>
      <source>The report</source>
      <translation>Der Bericht</translation>
    </message>
    <message>
      <source>The report is in {0}.</source>
      <translation>Der Bericht ist in {0}.</translation>
    </message>
    <message>
      <source>This is all that a report holds: versions, settings, counts and the end of the log. No music, and no names of your files unless you tick them. Nothing is sent: save it, and attach it where you ask for help.</source>
      <translation>Mehr enthält ein Bericht nicht: Versionen, Einstellungen, Anzahlen und das Ende des Protokolls. Keine Musik, und Dateinamen nur auf Wunsch. Nichts wird gesendet: Den Bericht speichern und dort anhängen, wo um Hilfe gefragt wird.</translation>
    </message>
    <message>
      <source>With the paths and names of my files</source>
      <translation>Mit Pfaden und Namen meiner Dateien</translation>
    </message>
  </context>
  <context>
    <name>ResultPage</name>
    <message numerus="yes">
      <source>%Ln already said so</source>
      <translation>
        <numerusform>%Ln war schon richtig</numerusform>
        <numerusform>%Ln waren schon richtig</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln failed</source>
      <translation>
        <numerusform>%Ln fehlgeschlagen</numerusform>
        <numerusform>%Ln fehlgeschlagen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files written</source>
      <translation>
        <numerusform>%Ln Datei geschrieben</numerusform>
        <numerusform>%Ln Dateien geschrieben</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln skipped</source>
      <translation>
        <numerusform>%Ln übersprungen</numerusform>
        <numerusform>%Ln übersprungen</numerusform>
      </translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Every file was read back and says what it should.</source>
      <translation>Jede Datei wurde zurückgelesen und enthält, was sie soll.</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>Files left as they are</source>
      <translation>Unverändert gelassene Dateien</translation>
    </message>
    <message>
      <source>Open the history</source>
      <translation>Verlauf öffnen</translation>
    </message>
    <message>
      <source>What happened</source>
      <translation>Ergebnis</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>Warum</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>fehlgeschlagen</translation>
    </message>
    <message>
      <source>skipped</source>
      <translation>übersprungen</translation>
    </message>
    <message numerus="yes">
      <source>stopped before %Ln files had their turn</source>
      <translation>
        <numerusform>angehalten, bevor %Ln Datei an der Reihe war</numerusform>
        <numerusform>angehalten, bevor %Ln Dateien an der Reihe waren</numerusform>
      </translation>
    </message>
    <message>
      <source>stopped before the end</source>
      <translation>vor dem Ende angehalten</translation>
    </message>
  </context>
  <context>
    <name>ReviewBar</name>
    <message>
      <source>Check the files' genres</source>
      <translation>Genres der Dateien prüfen</translation>
    </message>
    <message>
      <source>Keys (?)</source>
      <translation>Tasten (?)</translation>
    </message>
    <message>
      <source>Leave</source>
      <translation>Verlassen</translation>
    </message>
    <message>
      <source>Leave the review (Esc)</source>
      <translation>Durchsicht verlassen (Esc)</translation>
    </message>
    <message>
      <source>Order of the review</source>
      <translation>Reihenfolge der Durchsicht</translation>
    </message>
    <message>
      <source>Progress of the review</source>
      <translation>Fortschritt der Durchsicht</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Durchsehen</translation>
    </message>
    <message>
      <source>{0} of {1}</source>
      <translation>{0} von {1}</translation>
    </message>
  </context>
  <context>
    <name>ReviewEnd</name>
    <message>
      <source>All reviewed</source>
      <translation>Alles durchgesehen</translation>
    </message>
    <message>
      <source>Back to the library</source>
      <translation>Zurück zur Bibliothek</translation>
    </message>
    <message>
      <source>Nothing is in your files yet: Write does that.</source>
      <translation>Noch steht nichts in den Dateien: Das macht „Schreiben“.</translation>
    </message>
    <message>
      <source>Nothing to review</source>
      <translation>Nichts durchzusehen</translation>
    </message>
    <message>
      <source>Review ended</source>
      <translation>Durchsicht beendet</translation>
    </message>
    <message>
      <source>Take the last one back</source>
      <translation>Letztes zurücknehmen</translation>
    </message>
    <message>
      <source>changed</source>
      <translation>geändert</translation>
    </message>
    <message>
      <source>chosen as the file has it</source>
      <translation>gewählt, wie es in der Datei steht</translation>
    </message>
    <message>
      <source>kept</source>
      <translation>behalten</translation>
    </message>
    <message>
      <source>not decided</source>
      <translation>nicht entschieden</translation>
    </message>
    <message>
      <source>put off</source>
      <translation>zurückgestellt</translation>
    </message>
  </context>
  <context>
    <name>ReviewPage</name>
    <message>
      <source>Add it</source>
      <translation>Ergänzen</translation>
    </message>
    <message>
      <source>Add {0} to it</source>
      <translation>{0} ergänzen</translation>
    </message>
    <message numerus="yes">
      <source>All %Ln tracks of the album</source>
      <translation>
        <numerusform>%Ln Titel des Albums</numerusform>
        <numerusform>Alle %Ln Titel des Albums</numerusform>
      </translation>
    </message>
    <message>
      <source>Another genre</source>
      <translation>Anderes Genre</translation>
    </message>
    <message>
      <source>Keep the file's genre</source>
      <translation>Genre der Datei behalten</translation>
    </message>
    <message numerus="yes">
      <source>Keep what the files say for all %Ln tracks by {0}</source>
      <translation>
        <numerusform>Angaben der Dateien behalten: %Ln Titel von {0}</numerusform>
        <numerusform>Angaben der Dateien behalten: alle %Ln Titel von {0}</numerusform>
      </translation>
    </message>
    <message>
      <source>Leave it without a genre</source>
      <translation>Ohne Genre lassen</translation>
    </message>
    <message>
      <source>Skip</source>
      <translation>Zurückstellen</translation>
    </message>
    <message>
      <source>The album says</source>
      <translation>So klingt das Album</translation>
    </message>
    <message>
      <source>The file says</source>
      <translation>In der Datei steht</translation>
    </message>
    <message>
      <source>This artist is right</source>
      <translation>Dieser Interpret stimmt</translation>
    </message>
    <message>
      <source>Whole album</source>
      <translation>Ganzes Album</translation>
    </message>
    <message>
      <source>no genre</source>
      <translation>kein Genre</translation>
    </message>
    <message>
      <source>nothing yet</source>
      <translation>noch nichts</translation>
    </message>
    <message numerus="yes">
      <source>{0} for all %Ln tracks</source>
      <translation>
        <numerusform>{0} für %Ln Titel</numerusform>
        <numerusform>{0} für alle %Ln Titel</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ReviewPane</name>
    <message>
      <source>1…9 chooses</source>
      <translation>1…9 wählt</translation>
    </message>
    <message>
      <source>A track has left the library and was passed over.</source>
      <translation>Ein Titel hat die Bibliothek verlassen und wurde übergangen.</translation>
    </message>
    <message>
      <source>Earmark does not know the genre of this track: name one yourself, with 1…9 or /</source>
      <translation>Earmark kennt das Genre dieses Titels nicht: es lässt sich selbst nennen, mit 1…9 oder /</translation>
    </message>
    <message numerus="yes">
      <source>Kept as they are: %n tracks by {0}</source>
      <translation>
        <numerusform>Unverändert behalten: %n Titel von {0}</numerusform>
        <numerusform>Unverändert behalten: %n Titel von {0}</numerusform>
      </translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Durchsehen</translation>
    </message>
    <message>
      <source>That is for checking the files' genres, in the menu.</source>
      <translation>Das gehört zum Prüfen der Genres der Dateien, im Menü.</translation>
    </message>
    <message>
      <source>The track</source>
      <translation>Der Titel</translation>
    </message>
    <message>
      <source>There is no other track to hear: compare first.</source>
      <translation>Kein anderer Titel zum Anhören: zuerst vergleichen.</translation>
    </message>
    <message>
      <source>There is no suggestion to accept: type a genre with /</source>
      <translation>Kein Vorschlag zum Übernehmen: mit / ein Genre eingeben</translation>
    </message>
    <message>
      <source>There is no suggestion to add: type a genre with /</source>
      <translation>Kein Vorschlag zum Ergänzen: mit / ein Genre eingeben</translation>
    </message>
    <message>
      <source>There is no suggestion to use: type a genre with /</source>
      <translation>Kein Vorschlag zum Verwenden: mit / ein Genre eingeben</translation>
    </message>
    <message>
      <source>{0} accepts</source>
      <translation>{0} übernimmt</translation>
    </message>
    <message>
      <source>{0} shows all keys</source>
      <translation>{0} zeigt alle Tasten</translation>
    </message>
  </context>
  <context>
    <name>ReviewVerdicts</name>
    <message numerus="yes">
      <source>Taken back: %n verdicts</source>
      <translation>
        <numerusform>Zurückgenommen: %n Urteil</numerusform>
        <numerusform>Zurückgenommen: %n Urteile</numerusform>
      </translation>
    </message>
    <message>
      <source>There is nothing to take back.</source>
      <translation>Nichts zum Zurücknehmen.</translation>
    </message>
    <message numerus="yes">
      <source>{0} for %n tracks of the album</source>
      <translation>
        <numerusform>{0} für %n Titel des Albums</numerusform>
        <numerusform>{0} für %n Titel des Albums</numerusform>
      </translation>
    </message>
    <message>
      <source>{0}: kept as it is</source>
      <translation>{0}: unverändert behalten</translation>
    </message>
    <message>
      <source>{0}: put off</source>
      <translation>{0}: zurückgestellt</translation>
    </message>
  </context>
  <context>
    <name>RunDisplay</name>
    <message numerus="yes">
      <source>%Ln failed</source>
      <translation>
        <numerusform>%Ln fehlgeschlagen</numerusform>
        <numerusform>%Ln fehlgeschlagen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files hold no music that Earmark reads.</source>
      <translation>
        <numerusform>%Ln Datei enthält keine Musik, die Earmark liest.</numerusform>
        <numerusform>%Ln Dateien enthalten keine Musik, die Earmark liest.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files or folders could not be read.</source>
      <translation>
        <numerusform>%Ln Datei oder Ordner war nicht lesbar.</numerusform>
        <numerusform>%Ln Dateien oder Ordner waren nicht lesbar.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln sure</source>
      <translation>
        <numerusform>%Ln sicher</numerusform>
        <numerusform>%Ln sicher</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln to review</source>
      <translation>
        <numerusform>%Ln durchzusehen</numerusform>
        <numerusform>%Ln durchzusehen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks added.</source>
      <translation>
        <numerusform>%Ln Titel hinzugefügt.</numerusform>
        <numerusform>%Ln Titel hinzugefügt.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks analysed.</source>
      <translation>
        <numerusform>%Ln Titel analysiert.</numerusform>
        <numerusform>%Ln Titel analysiert.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln unknown</source>
      <translation>
        <numerusform>%Ln unbekannt</numerusform>
        <numerusform>%Ln unbekannt</numerusform>
      </translation>
    </message>
    <message>
      <source>It stays in the list of folders, and music that comes into it is found.</source>
      <translation>Der Ordner bleibt in der Liste, und Musik, die dort ankommt, wird gefunden.</translation>
    </message>
    <message>
      <source>No music was found in {0}.</source>
      <translation>In {0} wurde keine Musik gefunden.</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Durchsehen</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>Zeigen</translation>
    </message>
    <message numerus="yes">
      <source>Stopped: %Ln tracks analysed, the others are not yet.</source>
      <translation>
        <numerusform>Angehalten: %Ln Titel analysiert, die übrigen noch nicht.</numerusform>
        <numerusform>Angehalten: %Ln Titel analysiert, die übrigen noch nicht.</numerusform>
      </translation>
    </message>
    <message>
      <source>They are analysed next.</source>
      <translation>Sie werden als Nächstes analysiert.</translation>
    </message>
  </context>
  <context>
    <name>Runs</name>
    <message>
      <source>Adding</source>
      <translation>Hinzufügen</translation>
    </message>
    <message>
      <source>Analysing</source>
      <translation>Analyse</translation>
    </message>
    <message>
      <source>Reading tags</source>
      <translation>Tags lesen</translation>
    </message>
  </context>
  <context>
    <name>ScoresView</name>
    <message>
      <source>What the model heard</source>
      <translation>Was das Modell gehört hat</translation>
    </message>
    <message>
      <source>{0}, chosen</source>
      <translation>{0}, gewählt</translation>
    </message>
  </context>
  <context>
    <name>SeekBar</name>
    <message>
      <source>Position in the track</source>
      <translation>Stelle im Titel</translation>
    </message>
  </context>
  <context>
    <name>SettingsDialog</name>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Export the settings</source>
      <translation>Einstellungen exportieren</translation>
    </message>
    <message>
      <source>Export…</source>
      <translation>Exportieren …</translation>
    </message>
    <message>
      <source>Files</source>
      <translation>Dateien</translation>
    </message>
    <message>
      <source>Genres</source>
      <translation>Genres</translation>
    </message>
    <message>
      <source>Import…</source>
      <translation>Importieren …</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
    <message>
      <source>Listening</source>
      <translation>Anhören</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>Seiten</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Settings (*.json)</source>
      <translation>Einstellungen (*.json)</translation>
    </message>
    <message>
      <source>Settings to import</source>
      <translation>Zu importierende Einstellungen</translation>
    </message>
    <message>
      <source>The settings are in {0}.</source>
      <translation>Die Einstellungen sind in {0}.</translation>
    </message>
    <message>
      <source>This is what the file says. It holds once you save it.</source>
      <translation>So steht es in der Datei. Es gilt nach dem Speichern.</translation>
    </message>
    <message>
      <source>Window</source>
      <translation>Fenster</translation>
    </message>
  </context>
  <context>
    <name>SideBar</name>
    <message>
      <source>Add a folder</source>
      <translation>Ordner hinzufügen</translation>
    </message>
    <message>
      <source>Add a folder ({0})</source>
      <translation>Ordner hinzufügen ({0})</translation>
    </message>
    <message>
      <source>All folders</source>
      <translation>Alle Ordner</translation>
    </message>
    <message>
      <source>FOLDERS</source>
      <translation>ORDNER</translation>
    </message>
    <message>
      <source>Folders</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <source>Forget this folder</source>
      <translation>Diesen Ordner vergessen</translation>
    </message>
    <message>
      <source>It holds no music now. What comes into it is found; “Forget this folder” in its menu drops it.</source>
      <translation>Darin ist zurzeit keine Musik. Was hineinkommt, wird gefunden; „Diesen Ordner vergessen“ in seinem Menü nimmt ihn aus der Liste.</translation>
    </message>
    <message>
      <source>LIBRARY</source>
      <translation>BIBLIOTHEK</translation>
    </message>
    <message>
      <source>Look for changes</source>
      <translation>Nach Änderungen suchen</translation>
    </message>
    <message>
      <source>Not connected. Its tracks stay in the library.</source>
      <translation>Nicht verbunden. Die Titel bleiben in der Bibliothek.</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>Im Ordner zeigen</translation>
    </message>
    <message>
      <source>The file is not there any more. “Forget this folder” in its menu drops it.</source>
      <translation>Die Datei ist nicht mehr da. „Diesen Ordner vergessen“ in ihrem Menü nimmt sie aus der Liste.</translation>
    </message>
    <message>
      <source>Views</source>
      <translation>Ansichten</translation>
    </message>
    <message>
      <source>empty</source>
      <translation>leer</translation>
    </message>
    <message>
      <source>not connected</source>
      <translation>nicht verbunden</translation>
    </message>
    <message numerus="yes">
      <source>{0}, %Ln track(s)</source>
      <translation>
        <numerusform>{0}, %Ln Titel</numerusform>
        <numerusform>{0}, %Ln Titel</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{0}, %Ln tracks</source>
      <translation>
        <numerusform>{0}, %Ln Titel</numerusform>
        <numerusform>{0}, %Ln Titel</numerusform>
      </translation>
    </message>
    <message>
      <source>“{0}” is the same folder as “{1}” under another name; its tracks are listed there.</source>
      <translation>„{0}“ ist derselbe Ordner wie „{1}“ unter anderem Namen; die Titel sind dort aufgeführt.</translation>
    </message>
  </context>
  <context>
    <name>SoundPanel</name>
    <message>
      <source>Drawing the sound…</source>
      <translation>Der Klang wird gezeichnet …</translation>
    </message>
    <message>
      <source>There is no sound to draw.</source>
      <translation>Es gibt keinen Klang zu zeichnen.</translation>
    </message>
    <message>
      <source>What plays is drawn here as you hear it.</source>
      <translation>Zeigt, was gerade spielt.</translation>
    </message>
    <message>
      <source>not analysed: no evidence yet</source>
      <translation>nicht analysiert: noch keine Belege</translation>
    </message>
  </context>
  <context>
    <name>SpectrogramView</name>
    <message>
      <source>Loudness of the track by time and frequency. A click plays from there.</source>
      <translation>Lautstärke des Titels nach Zeit und Frequenz. Ein Klick spielt ab dort.</translation>
    </message>
    <message>
      <source>Mel spectrogram</source>
      <translation>Mel-Spektrogramm</translation>
    </message>
  </context>
  <context>
    <name>SurePage</name>
    <message>
      <source>At least this sure:</source>
      <translation>Mindestens so sicher:</translation>
    </message>
    <message>
      <source>Expected wrong</source>
      <translation>Vermutlich falsch</translation>
    </message>
    <message>
      <source>Genre</source>
      <translation>Genre</translation>
    </message>
    <message>
      <source>Genres</source>
      <translation>Genres</translation>
    </message>
    <message>
      <source>How sure, in per cent</source>
      <translation>Sicherheit in Prozent</translation>
    </message>
    <message>
      <source>Tracks</source>
      <translation>Titel</translation>
    </message>
    <message>
      <source>You agreed lately</source>
      <translation>Zuletzt zugestimmt</translation>
    </message>
    <message>
      <source>{0} of {1}</source>
      <translation>{0} von {1}</translation>
    </message>
  </context>
  <context>
    <name>TrackActions</name>
    <message>
      <source>Accept what was heard</source>
      <translation>Gehörtes übernehmen</translation>
    </message>
    <message>
      <source>Analyse again</source>
      <translation>Erneut analysieren</translation>
    </message>
    <message>
      <source>Copy path</source>
      <translation>Pfad kopieren</translation>
    </message>
    <message numerus="yes">
      <source>Genre of the %Ln selected tracks</source>
      <translation>
        <numerusform>Genre von %Ln ausgewählten Titel</numerusform>
        <numerusform>Genre der %Ln ausgewählten Titel</numerusform>
      </translation>
    </message>
    <message>
      <source>Genre of “{0}”</source>
      <translation>Genre von „{0}“</translation>
    </message>
    <message>
      <source>Leave the file as it is</source>
      <translation>Datei unverändert lassen</translation>
    </message>
    <message>
      <source>Never touch the genres of these files…</source>
      <translation>Genres dieser Dateien nie ändern …</translation>
    </message>
    <message>
      <source>Never touch them</source>
      <translation>Nie ändern</translation>
    </message>
    <message numerus="yes">
      <source>Never touch these %Ln genres?</source>
      <translation>
        <numerusform>Dieses %Ln Genre nie ändern?</numerusform>
        <numerusform>Diese %Ln Genres nie ändern?</numerusform>
      </translation>
    </message>
    <message>
      <source>Never touch these genres?</source>
      <translation>Diese Genres nie ändern?</translation>
    </message>
    <message>
      <source>Only this folder</source>
      <translation>Nur dieser Ordner</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Durchsehen</translation>
    </message>
    <message>
      <source>Set genre…</source>
      <translation>Genre festlegen …</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>Im Ordner zeigen</translation>
    </message>
    <message>
      <source>Skip</source>
      <translation>Zurückstellen</translation>
    </message>
    <message>
      <source>There is nothing to undo.</source>
      <translation>Es gibt nichts zurückzunehmen.</translation>
    </message>
    <message>
      <source>These files hold no genre that is not on the keep-list already.</source>
      <translation>Diese Dateien enthalten kein Genre, das nicht schon geschützt ist.</translation>
    </message>
    <message>
      <source>Undo the last step</source>
      <translation>Letzten Schritt zurücknehmen</translation>
    </message>
    <message>
      <source>Write…</source>
      <translation>Schreiben …</translation>
    </message>
    <message>
      <source>{0}: wherever a file holds one of these, Earmark leaves it there. The settings list them.</source>
      <translation>{0}: Wo immer eine Datei eines davon enthält, lässt Earmark es stehen. Die Einstellungen führen sie auf.</translation>
    </message>
  </context>
  <context>
    <name>TrackPage</name>
    <message>
      <source>Nothing matches.</source>
      <translation>Nichts passt.</translation>
    </message>
  </context>
  <context>
    <name>TrackView</name>
    <message>
      <source>As delivered</source>
      <translation>Wie ausgeliefert</translation>
    </message>
    <message>
      <source>Columns</source>
      <translation>Spalten</translation>
    </message>
    <message>
      <source>Tracks</source>
      <translation>Titel</translation>
    </message>
  </context>
  <context>
    <name>Transport</name>
    <message>
      <source>Pause (Space)</source>
      <translation>Pause (Leertaste)</translation>
    </message>
    <message>
      <source>Play (Space)</source>
      <translation>Abspielen (Leertaste)</translation>
    </message>
  </context>
  <context>
    <name>UnreadDialog</name>
    <message numerus="yes">
      <source>%Ln files or folders could not be read</source>
      <translation>
        <numerusform>%Ln Datei oder Ordner war nicht lesbar</numerusform>
        <numerusform>%Ln Dateien oder Ordner waren nicht lesbar</numerusform>
      </translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Everything could be read</source>
      <translation>Alles war lesbar</translation>
    </message>
    <message>
      <source>File or folder</source>
      <translation>Datei oder Ordner</translation>
    </message>
    <message>
      <source>Not read</source>
      <translation>Nicht gelesen</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>Im Ordner zeigen</translation>
    </message>
    <message>
      <source>What could not be read</source>
      <translation>Was nicht lesbar war</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>Warum</translation>
    </message>
  </context>
  <context>
    <name>WindowPage</name>
    <message>
      <source>Another language is spoken from the next start on.</source>
      <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>Farben</translation>
    </message>
    <message>
      <source>Higher rows</source>
      <translation>Höhere Zeilen</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <source>Play to</source>
      <translation>Wiedergabe über</translation>
    </message>
    <message>
      <source>as the system</source>
      <translation>wie das System</translation>
    </message>
    <message>
      <source>dark</source>
      <translation>dunkel</translation>
    </message>
    <message>
      <source>light</source>
      <translation>hell</translation>
    </message>
    <message>
      <source>{0} (not connected)</source>
      <translation>{0} (nicht verbunden)</translation>
    </message>
  </context>
  <context>
    <name>WritePreview</name>
    <message numerus="yes">
      <source>%Ln files are read-only and will be skipped.</source>
      <translation>
        <numerusform>%Ln Datei ist schreibgeschützt und wird übersprungen.</numerusform>
        <numerusform>%Ln Dateien sind schreibgeschützt und werden übersprungen.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files lie in folders that may not be written to.</source>
      <translation>
        <numerusform>%Ln Datei liegt in einem Ordner, in den nicht geschrieben werden darf.</numerusform>
        <numerusform>%Ln Dateien liegen in Ordnern, in die nicht geschrieben werden darf.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files stay as they are</source>
      <translation>
        <numerusform>%Ln Datei bleibt, wie sie ist</numerusform>
        <numerusform>%Ln Dateien bleiben, wie sie sind</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files would change</source>
      <translation>
        <numerusform>%Ln Datei würde sich ändern</numerusform>
        <numerusform>%Ln Dateien würden sich ändern</numerusform>
      </translation>
    </message>
    <message>
      <source>All changes</source>
      <translation>Alle Änderungen</translation>
    </message>
    <message>
      <source>All genres</source>
      <translation>Alle Genres</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>Änderungen</translation>
    </message>
    <message>
      <source>Had no genre</source>
      <translation>Hatte kein Genre</translation>
    </message>
    <message>
      <source>Kind of change</source>
      <translation>Art der Änderung</translation>
    </message>
    <message>
      <source>Left as they are</source>
      <translation>Bleiben unverändert</translation>
    </message>
    <message>
      <source>Looking at what would change…</source>
      <translation>Änderungen werden ermittelt …</translation>
    </message>
    <message>
      <source>New genre</source>
      <translation>Neues Genre</translation>
    </message>
    <message>
      <source>Nothing is written yet.</source>
      <translation>Noch wird nichts geschrieben.</translation>
    </message>
    <message>
      <source>Nothing would change</source>
      <translation>Nichts würde sich ändern</translation>
    </message>
    <message>
      <source>One is added</source>
      <translation>Eines kommt hinzu</translation>
    </message>
    <message>
      <source>One is replaced</source>
      <translation>Eines wird ersetzt</translation>
    </message>
    <message>
      <source>Only the genre is touched. Each file is checked after the write, and all of it can be undone.</source>
      <translation>Nur das Genre wird angefasst. Jede Datei wird nach dem Schreiben geprüft, und alles lässt sich rückgängig machen.</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Suchen</translation>
    </message>
    <message>
      <source>Search the changes</source>
      <translation>Änderungen durchsuchen</translation>
    </message>
    <message>
      <source>The files already say what was chosen, or the rule below protects them.</source>
      <translation>Die Dateien enthalten schon, was gewählt wurde, oder die Regel unten schützt sie.</translation>
    </message>
    <message>
      <source>The model's doubts about the ticked tracks, added up; your own choices count as right.</source>
      <translation>Die Zweifel des Modells an den angekreuzten Titeln, zusammengezählt; selbst Gewähltes zählt als richtig.</translation>
    </message>
    <message>
      <source>Tick all</source>
      <translation>Alle ankreuzen</translation>
    </message>
    <message>
      <source>Untick all</source>
      <translation>Alle abwählen</translation>
    </message>
    <message>
      <source>What has no room to spare in its tags is left as it is.</source>
      <translation>Was in seinen Tags keinen freien Platz hat, bleibt, wie es ist.</translation>
    </message>
    <message>
      <source>What to do where a file has a genre</source>
      <translation>Was geschieht, wo eine Datei ein Genre hat</translation>
    </message>
    <message>
      <source>Where a file has a genre:</source>
      <translation>Wo eine Datei ein Genre hat:</translation>
    </message>
    <message>
      <source>Why stands beside each. What you ticked is written all the same.</source>
      <translation>Der Grund steht daneben. Was angekreuzt ist, wird trotzdem geschrieben.</translation>
    </message>
    <message>
      <source>Write</source>
      <translation>Schreiben</translation>
    </message>
    <message numerus="yes">
      <source>Write %Ln files</source>
      <translation>
        <numerusform>%Ln Datei schreiben</numerusform>
        <numerusform>%Ln Dateien schreiben</numerusform>
      </translation>
    </message>
    <message>
      <source>Write genres</source>
      <translation>Genres schreiben</translation>
    </message>
    <message numerus="yes">
      <source>about %Ln expected to be wrong</source>
      <translation>
        <numerusform>etwa %Ln vermutlich falsch</numerusform>
        <numerusform>etwa %Ln vermutlich falsch</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>WriteQuestion</name>
    <message>
      <source>Give them back what they held before, byte for byte?</source>
      <translation>Den vorherigen Inhalt wiederherstellen, Byte für Byte?</translation>
    </message>
    <message>
      <source>Only the last verdict</source>
      <translation>Nur das letzte Urteil</translation>
    </message>
    <message>
      <source>Take back a write?</source>
      <translation>Ein Schreiben zurücknehmen?</translation>
    </message>
    <message numerus="yes">
      <source>The last thing done was writing %Ln files.</source>
      <translation>
        <numerusform>Zuletzt wurde %Ln Datei geschrieben.</numerusform>
        <numerusform>Zuletzt wurden %Ln Dateien geschrieben.</numerusform>
      </translation>
    </message>
    <message>
      <source>Undo the write</source>
      <translation>Schreiben rückgängig machen</translation>
    </message>
  </context>
  <context>
    <name>bulk</name>
    <message>
      <source>about {0}</source>
      <translation>etwa {0}</translation>
    </message>
    <message>
      <source>under 1</source>
      <translation>unter 1</translation>
    </message>
  </context>
  <context>
    <name>columns</name>
    <message>
      <source>Album</source>
      <translation>Album</translation>
    </message>
    <message>
      <source>Artist</source>
      <translation>Interpret</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>Format</translation>
    </message>
    <message>
      <source>Heard</source>
      <translation>Gehört</translation>
    </message>
    <message>
      <source>In the file</source>
      <translation>In der Datei</translation>
    </message>
    <message>
      <source>Picture of the sound</source>
      <translation>Bild des Klangs</translation>
    </message>
    <message>
      <source>State</source>
      <translation>Zustand</translation>
    </message>
    <message>
      <source>Sure</source>
      <translation>Sicher</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <source>Title</source>
      <translation>Titel</translation>
    </message>
    <message>
      <source>What changes</source>
      <translation>Was sich ändert</translation>
    </message>
    <message>
      <source>Year</source>
      <translation>Jahr</translation>
    </message>
  </context>
  <context>
    <name>core</name>
    <message>
      <source>A genre is named twice.</source>
      <translation>Ein Genre ist doppelt genannt.</translation>
    </message>
    <message>
      <source>A genre needs a name.</source>
      <translation>Ein Genre braucht einen Namen.</translation>
    </message>
    <message>
      <source>A genre's name can have 250 characters at most.</source>
      <translation>Ein Genrename kann höchstens 250 Zeichen haben.</translation>
    </message>
    <message>
      <source>A genre's name cannot hold control characters or what is no text.</source>
      <translation>Ein Genrename kann keine Steuerzeichen enthalten und nichts, was kein Text ist.</translation>
    </message>
    <message>
      <source>A pattern and the genre that is meant, for comparing with what a file has. * stands for anything.</source>
      <translation>Ein Muster und das gemeinte Genre, zum Vergleich mit dem, was eine Datei hat. * steht für Beliebiges.</translation>
    </message>
    <message>
      <source>A second reader cannot follow its tags.</source>
      <translation>Ein zweites Leseprogramm versteht die Tags nicht.</translation>
    </message>
    <message>
      <source>Added to the genres it has.</source>
      <translation>Zu den vorhandenen Genres ergänzt.</translation>
    </message>
    <message>
      <source>An empty path names no file or folder; the current folder is “.”.</source>
      <translation>Ein leerer Pfad nennt keine Datei und keinen Ordner; der aktuelle Ordner ist „.“.</translation>
    </message>
    <message>
      <source>Another Earmark (process {0}) is {1} just now, on the same library.</source>
      <translation>Ein anderes Earmark (Prozess {0}) {1} gerade in derselben Bibliothek.</translation>
    </message>
    <message>
      <source>Another Earmark is busy with it; try again when it has finished.</source>
      <translation>Ein anderes Earmark arbeitet gerade damit; erneut versuchen, wenn es fertig ist.</translation>
    </message>
    <message>
      <source>Another Earmark is writing just now.</source>
      <translation>Ein anderes Earmark schreibt gerade.</translation>
    </message>
    <message>
      <source>Another Earmark {0} just now, on the same library.</source>
      <translation>Ein anderes Earmark {0} gerade in derselben Bibliothek.</translation>
    </message>
    <message>
      <source>Another program changed the file before batch {0} wrote it again: it cannot go back so far.</source>
      <translation>Ein anderes Programm hat die Datei geändert, bevor Vorgang {0} sie wieder schrieb: So weit geht es nicht zurück.</translation>
    </message>
    <message>
      <source>Another program holds the file.</source>
      <translation>Ein anderes Programm hält die Datei fest.</translation>
    </message>
    <message>
      <source>Check its name.</source>
      <translation>Den Namen prüfen.</translation>
    </message>
    <message>
      <source>Check that the folder exists and may be written to, or set EARMARK_HOME to another folder.</source>
      <translation>Prüfen, ob es den Ordner gibt und er beschreibbar ist, oder EARMARK_HOME auf einen anderen Ordner setzen.</translation>
    </message>
    <message>
      <source>Check the permissions of both.</source>
      <translation>Die Rechte von beiden prüfen.</translation>
    </message>
    <message>
      <source>Choose a file that Earmark exported.</source>
      <translation>Eine Datei wählen, die Earmark exportiert hat.</translation>
    </message>
    <message>
      <source>Choose another model in the settings, or put its folder back; `earmark doctor` tells more.</source>
      <translation>In den Einstellungen ein anderes Modell wählen oder seinen Ordner zurücklegen; `earmark doctor` sagt mehr.</translation>
    </message>
    <message>
      <source>Close it there and try again.</source>
      <translation>Dort schließen und erneut versuchen.</translation>
    </message>
    <message>
      <source>Confidence from 0 to 1 from which a second genre is written, where more than one per file is allowed.</source>
      <translation>Sicherheit, ab der ein zweites Genre geschrieben wird, wo mehr als eines je Datei erlaubt ist.</translation>
    </message>
    <message>
      <source>Copy it again from where it came.</source>
      <translation>Erneut von der Quelle kopieren.</translation>
    </message>
    <message>
      <source>Earmark failed on this file: {0}</source>
      <translation>Earmark scheiterte an dieser Datei: {0}</translation>
    </message>
    <message>
      <source>Earmark's folder cannot be written: {0}.</source>
      <translation>Earmarks Ordner ist nicht beschreibbar: {0}.</translation>
    </message>
    <message>
      <source>Earmark's folder {0} cannot be made: {1}.</source>
      <translation>Earmarks Ordner {0} lässt sich nicht anlegen: {1}.</translation>
    </message>
    <message>
      <source>Earmark's list of genres {0} cannot be read.</source>
      <translation>Earmarks Liste der Genres {0} ist nicht lesbar.</translation>
    </message>
    <message>
      <source>FFmpeg cannot read it: {0}.</source>
      <translation>FFmpeg kann die Datei nicht lesen: {0}.</translation>
    </message>
    <message>
      <source>FFmpeg has no decoder for its sound.</source>
      <translation>FFmpeg hat keinen Dekoder für diesen Ton.</translation>
    </message>
    <message>
      <source>Free some space and try again.</source>
      <translation>Platz schaffen und erneut versuchen.</translation>
    </message>
    <message>
      <source>Free some space on that disk and try again.</source>
      <translation>Auf diesem Laufwerk Platz schaffen und erneut versuchen.</translation>
    </message>
    <message>
      <source>Genres and their parents, in addition to those Earmark knows; several parents are separated by semicolons.</source>
      <translation>Genres und wozu sie gehören, zusätzlich zu dem, was Earmark kennt; mehrere durch Semikolon getrennt.</translation>
    </message>
    <message>
      <source>Genres per file at most</source>
      <translation>Höchstens so viele Genres je Datei</translation>
    </message>
    <message>
      <source>Genres that stay in a file under every policy. * stands for anything.</source>
      <translation>Genres, die bei jeder Regel in der Datei bleiben. * steht für Beliebiges.</translation>
    </message>
    <message>
      <source>How a genre of the model is to be spelt in your files.</source>
      <translation>Wie ein Genre des Modells in den Dateien geschrieben wird.</translation>
    </message>
    <message>
      <source>How many genres of its own Earmark writes into a file, 1 to 10. Those the file keeps do not count.</source>
      <translation>Wie viele eigene Genres Earmark in eine Datei schreibt, 1 bis 10. Was die Datei behält, zählt nicht mit.</translation>
    </message>
    <message>
      <source>How sure a second genre must be</source>
      <translation>Sicherheit für zweites Genre</translation>
    </message>
    <message>
      <source>Install Earmark again, or train the model again if it is your own.</source>
      <translation>Earmark neu installieren oder, wenn es ein eigenes Modell ist, neu trainieren.</translation>
    </message>
    <message>
      <source>Install Earmark again; if it stays, report it together with the output of 'earmark doctor'.</source>
      <translation>Earmark neu installieren; wenn es bleibt, mit der Ausgabe von „earmark doctor“ melden.</translation>
    </message>
    <message>
      <source>Install Earmark anew.</source>
      <translation>Earmark neu installieren.</translation>
    </message>
    <message>
      <source>Install Earmark anew; `earmark doctor` tells what is missing.</source>
      <translation>Earmark neu installieren; `earmark doctor` sagt, was fehlt.</translation>
    </message>
    <message>
      <source>Install that version.</source>
      <translation>Diese Version installieren.</translation>
    </message>
    <message>
      <source>Is the disk full or read-only?</source>
      <translation>Ist das Laufwerk voll oder schreibgeschützt?</translation>
    </message>
    <message>
      <source>It had no genre.</source>
      <translation>Die Datei hatte kein Genre.</translation>
    </message>
    <message>
      <source>It has exactly these genres already.</source>
      <translation>Die Datei hat schon genau diese Genres.</translation>
    </message>
    <message>
      <source>It has these genres already.</source>
      <translation>Sie hat diese Genres schon.</translation>
    </message>
    <message>
      <source>It has this genre already.</source>
      <translation>Die Datei hat dieses Genre schon.</translation>
    </message>
    <message>
      <source>It has “{0}” already, as “{1}”.</source>
      <translation>Die Datei hat schon „{0}“, geschrieben „{1}“.</translation>
    </message>
    <message>
      <source>It has “{0}” already.</source>
      <translation>Die Datei hat schon „{0}“.</translation>
    </message>
    <message>
      <source>It is no music file that Earmark knows.</source>
      <translation>Das ist keine Musikdatei, die Earmark kennt.</translation>
    </message>
    <message>
      <source>It is no regular file.</source>
      <translation>Das ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
      <source>It sounds like none of the model's genres.</source>
      <translation>Klingt nach keinem Genre des Modells.</translation>
    </message>
    <message>
      <source>It was written again in batch {0}: undo that one first.</source>
      <translation>Sie wurde in Vorgang {0} erneut geschrieben: zuerst diesen rückgängig machen.</translation>
    </message>
    <message>
      <source>Its drive may be away or very slow.</source>
      <translation>Vielleicht ist ihr Laufwerk nicht da oder sehr langsam.</translation>
    </message>
    <message>
      <source>Its genre “{0}” says nothing.</source>
      <translation>Das Genre „{0}“ sagt nichts aus.</translation>
    </message>
    <message>
      <source>Its own genre “{0}” is kept.</source>
      <translation>Das eigene Genre „{0}“ bleibt.</translation>
    </message>
    <message>
      <source>Its tags are not read: {0}.</source>
      <translation>Die Tags werden nicht gelesen: {0}.</translation>
    </message>
    <message>
      <source>Its tags cannot be followed: they are damaged.</source>
      <translation>Die Tags sind nicht lesbar: Sie sind beschädigt.</translation>
    </message>
    <message>
      <source>Its tags cannot be followed: {0}.</source>
      <translation>Den Tags lässt sich nicht folgen: {0}.</translation>
    </message>
    <message>
      <source>Its write was interrupted, and its drive or folder is not there now; it is mended when it is there again.</source>
      <translation>Das Schreiben wurde unterbrochen, und Laufwerk oder Ordner fehlen gerade; sobald sie wieder da sind, wird die Datei in Ordnung gebracht.</translation>
    </message>
    <message>
      <source>Left as it is: a second reader cannot follow its tags.</source>
      <translation>Unverändert gelassen: Ein zweites Leseprogramm versteht die Tags nicht.</translation>
    </message>
    <message>
      <source>Left as it is: its attribute {0} could not be kept.</source>
      <translation>Unverändert gelassen: Ihr Attribut {0} ließe sich nicht erhalten.</translation>
    </message>
    <message>
      <source>Left as it is: its tags are damaged.</source>
      <translation>Unverändert gelassen: Die Tags sind beschädigt.</translation>
    </message>
    <message>
      <source>Left as it is: {0}.</source>
      <translation>Unverändert gelassen: {0}.</translation>
    </message>
    <message>
      <source>Listen to it again in the table's context menu, or with 'earmark analyse FILE --again'.</source>
      <translation>Noch einmal anhören: im Kontextmenü der Tabelle oder mit „earmark analyse FILE --again“.</translation>
    </message>
    <message>
      <source>Make it by hand, or set EARMARK_HOME to a folder that can be written to.</source>
      <translation>Ihn von Hand anlegen oder EARMARK_HOME auf einen beschreibbaren Ordner setzen.</translation>
    </message>
    <message>
      <source>Make it writable and try again.</source>
      <translation>Den Schreibschutz aufheben und erneut versuchen.</translation>
    </message>
    <message>
      <source>Mend the file, or choose anew: it is then kept under another name.</source>
      <translation>Die Datei berichtigen oder neu wählen: sie bleibt dann unter anderem Namen erhalten.</translation>
    </message>
    <message>
      <source>Metal also as Rock: needs at least two genres per file.</source>
      <translation>Metal auch als Rock: braucht mindestens zwei Genres je Datei.</translation>
    </message>
    <message>
      <source>Move it away; Earmark then starts a new one.</source>
      <translation>Sie verschieben; Earmark beginnt dann eine neue.</translation>
    </message>
    <message>
      <source>Move the file away; a new scan and analysis builds a new one. Your music files are not affected.</source>
      <translation>Die Datei an einen anderen Ort legen; neues Einlesen und Analysieren baut eine neue auf. Die Musikdateien sind nicht betroffen.</translation>
    </message>
    <message>
      <source>Name at least one.</source>
      <translation>Mindestens eines nennen.</translation>
    </message>
    <message>
      <source>Never touch these genres</source>
      <translation>Diese Genres nie ändern</translation>
    </message>
    <message>
      <source>No genre was chosen.</source>
      <translation>Kein Genre wurde gewählt.</translation>
    </message>
    <message>
      <source>No genre was named.</source>
      <translation>Kein Genre wurde genannt.</translation>
    </message>
    <message>
      <source>Own names for genres</source>
      <translation>Eigene Namen für Genres</translation>
    </message>
    <message>
      <source>Replaced.</source>
      <translation>Ersetzt.</translation>
    </message>
    <message>
      <source>Replaced; “{0}” are on the keep-list.</source>
      <translation>Ersetzt; „{0}“ sind geschützt.</translation>
    </message>
    <message>
      <source>Replaced; “{0}” is on the keep-list.</source>
      <translation>Ersetzt; „{0}“ ist geschützt.</translation>
    </message>
    <message>
      <source>Scan again.</source>
      <translation>Neu einlesen.</translation>
    </message>
    <message>
      <source>Some network drives know no locks: set EARMARK_HOME to a folder on a disk of this computer.</source>
      <translation>Manche Netzlaufwerke kennen keine Sperren: EARMARK_HOME auf einen Ordner einer Platte dieses Computers setzen.</translation>
    </message>
    <message>
      <source>Spellings of one genre</source>
      <translation>Schreibweisen eines Genres</translation>
    </message>
    <message>
      <source>The analysis of this file crashed ({0}).</source>
      <translation>Die Analyse dieser Datei stürzte ab ({0}).</translation>
    </message>
    <message>
      <source>The analysis took more than {0} seconds and was stopped.</source>
      <translation>Die Analyse dauerte länger als {0} Sekunden und wurde abgebrochen.</translation>
    </message>
    <message>
      <source>The analysis took more than {0} seconds of computing and was stopped.</source>
      <translation>Die Analyse rechnete länger als {0} Sekunden und wurde abgebrochen.</translation>
    </message>
    <message>
      <source>The analysis was stopped: its workers do not start.</source>
      <translation>Die Analyse wurde angehalten: Ihre Helfer starten nicht.</translation>
    </message>
    <message>
      <source>The analysis was stopped: {0} workers in a row {1}, with no track heard in between.</source>
      <translation>Die Analyse wurde angehalten: {0} Helfer nacheinander brachen ab ({1}), ohne dass dazwischen ein Titel gehört wurde.</translation>
    </message>
    <message>
      <source>The chosen model “{0}” is not here any more, or is damaged.</source>
      <translation>Das gewählte Modell „{0}“ ist nicht mehr da oder beschädigt.</translation>
    </message>
    <message>
      <source>The description of the model in {0} is not JSON: {1}.</source>
      <translation>Die Beschreibung des Modells in {0} ist kein JSON: {1}.</translation>
    </message>
    <message>
      <source>The description of the model in {0} is not a JSON object.</source>
      <translation>Die Beschreibung des Modells in {0} ist kein JSON-Objekt.</translation>
    </message>
    <message>
      <source>The description of the model in {0} is not valid: {1}.</source>
      <translation>Die Beschreibung des Modells in {0} ist nicht gültig: {1}.</translation>
    </message>
    <message>
      <source>The description of the model in {0} lacks {1}.</source>
      <translation>Der Beschreibung des Modells in {0} fehlt {1}.</translation>
    </message>
    <message>
      <source>The description of the model in {0} names no hash for {1}.</source>
      <translation>Die Beschreibung des Modells in {0} nennt keine Prüfsumme für {1}.</translation>
    </message>
    <message>
      <source>The disk is read-only.</source>
      <translation>Das Laufwerk ist schreibgeschützt.</translation>
    </message>
    <message>
      <source>The file cannot be opened: {0}.</source>
      <translation>Die Datei kann nicht geöffnet werden: {0}.</translation>
    </message>
    <message>
      <source>The file cannot be reached: {0}.</source>
      <translation>Die Datei ist nicht erreichbar: {0}.</translation>
    </message>
    <message>
      <source>The file cannot be read: {0}.</source>
      <translation>Die Datei ist nicht lesbar: {0}.</translation>
    </message>
    <message>
      <source>The file changed since Earmark wrote it.</source>
      <translation>Die Datei hat sich geändert, seit Earmark sie geschrieben hat.</translation>
    </message>
    <message>
      <source>The file changed since it was looked at.</source>
      <translation>Die Datei hat sich seit dem Einlesen geändert.</translation>
    </message>
    <message>
      <source>The file could not be written: {0}.</source>
      <translation>Die Datei konnte nicht geschrieben werden: {0}.</translation>
    </message>
    <message>
      <source>The file has {0} names (hard links); a change would show under all or split them.</source>
      <translation>Die Datei hat {0} Namen (harte Links); eine Änderung würde unter allen erscheinen oder sie trennen.</translation>
    </message>
    <message>
      <source>The file holds no sound that can be decoded.</source>
      <translation>Die Datei enthält keinen Ton, der sich dekodieren lässt.</translation>
    </message>
    <message>
      <source>The file holds no sound.</source>
      <translation>Die Datei enthält keinen Ton.</translation>
    </message>
    <message>
      <source>The file is empty.</source>
      <translation>Die Datei ist leer.</translation>
    </message>
    <message>
      <source>The file is gone since its write was interrupted.</source>
      <translation>Die Datei ist weg, seit das Schreiben unterbrochen wurde.</translation>
    </message>
    <message>
      <source>The file is gone.</source>
      <translation>Die Datei ist nicht mehr da.</translation>
    </message>
    <message>
      <source>The file is no longer where it was written, and the library has several copies of it.</source>
      <translation>Die Datei ist nicht mehr dort, wo sie geschrieben wurde, und die Bibliothek hat mehrere Kopien von ihr.</translation>
    </message>
    <message>
      <source>The file is no longer where it was written. If it was moved, have its new folder looked through, then undo again.</source>
      <translation>Die Datei ist nicht mehr dort, wo sie geschrieben wurde. Wurde sie verschoben: ihren neuen Ordner durchsehen lassen, dann noch einmal rückgängig machen.</translation>
    </message>
    <message>
      <source>The file is read-only.</source>
      <translation>Die Datei ist schreibgeschützt.</translation>
    </message>
    <message>
      <source>The file kept changing while it was being listened to.</source>
      <translation>Die Datei änderte sich immer wieder, während sie gehört wurde.</translation>
    </message>
    <message>
      <source>The file may be damaged, copy-protected, or no music at all: see whether another player plays it.</source>
      <translation>Die Datei ist vielleicht beschädigt, kopiergeschützt oder gar keine Musik: mit einem anderen Abspielprogramm versuchen.</translation>
    </message>
    <message>
      <source>The file may be damaged: see whether another player plays it to the end.</source>
      <translation>Die Datei ist vielleicht beschädigt: prüfen, ob ein anderes Programm sie bis zum Ende abspielt.</translation>
    </message>
    <message>
      <source>The file or its folder may not be written.</source>
      <translation>Die Datei oder ihr Ordner darf nicht beschrieben werden.</translation>
    </message>
    <message>
      <source>The file was changed by another program after its write was interrupted.</source>
      <translation>Die Datei wurde von einem anderen Programm geändert, nachdem das Schreiben unterbrochen wurde.</translation>
    </message>
    <message>
      <source>The file was changed by another program just now.</source>
      <translation>Ein anderes Programm hat die Datei gerade eben geändert.</translation>
    </message>
    <message>
      <source>The file {0} cannot be locked: {1}.</source>
      <translation>Die Datei {0} lässt sich nicht sperren: {1}.</translation>
    </message>
    <message>
      <source>The file {0} cannot be written: {1}.</source>
      <translation>Die Datei {0} ist nicht beschreibbar: {1}.</translation>
    </message>
    <message>
      <source>The file {0} of the model in {1} is damaged or was changed.</source>
      <translation>Die Datei {0} des Modells in {1} ist beschädigt oder wurde geändert.</translation>
    </message>
    <message>
      <source>The file's genres changed after the preview was made.</source>
      <translation>Die Genres der Datei haben sich nach der Vorschau geändert.</translation>
    </message>
    <message>
      <source>The folder {0} cannot be made: {1}.</source>
      <translation>Der Ordner {0} lässt sich nicht anlegen: {1}.</translation>
    </message>
    <message>
      <source>The front end described for {0} is not valid: {1}.</source>
      <translation>Die für {0} beschriebene Hörweise ist nicht gültig: {1}.</translation>
    </message>
    <message>
      <source>The genre “{0}” begins or ends with a blank.</source>
      <translation>Das Genre „{0}“ beginnt oder endet mit einem Leerzeichen.</translation>
    </message>
    <message>
      <source>The interrupted undo is complete: the file is as it was.</source>
      <translation>Das unterbrochene Rückgängigmachen ist fertig: Die Datei ist, wie sie war.</translation>
    </message>
    <message>
      <source>The interrupted write is complete: the file holds the new genres.</source>
      <translation>Das unterbrochene Schreiben ist fertig: Die Datei hat die neuen Genres.</translation>
    </message>
    <message>
      <source>The interrupted write was taken back: the file is as it was.</source>
      <translation>Das unterbrochene Schreiben wurde zurückgenommen: Die Datei ist, wie sie war.</translation>
    </message>
    <message>
      <source>The journal's entry does not lead back to the old file.</source>
      <translation>Der Eintrag im Journal führt nicht zur alten Datei zurück.</translation>
    </message>
    <message>
      <source>The library {0} cannot be used: {1}.</source>
      <translation>Die Bibliothek {0} ist nicht benutzbar: {1}.</translation>
    </message>
    <message>
      <source>The library {0} is closed.</source>
      <translation>Die Bibliothek {0} ist geschlossen.</translation>
    </message>
    <message>
      <source>The library {0} is damaged: {1}.</source>
      <translation>Die Bibliothek {0} ist beschädigt: {1}.</translation>
    </message>
    <message>
      <source>The library {0} was written by a newer Earmark (schema {1}, this version knows {2}).</source>
      <translation>Die Bibliothek {0} ist von einem neueren Earmark (Schema {1}, diese Version kennt {2}).</translation>
    </message>
    <message>
      <source>The lock {0} cannot be made: {1}.</source>
      <translation>Die Sperre {0} lässt sich nicht anlegen: {1}.</translation>
    </message>
    <message>
      <source>The model in {0} cannot be read: {1}.</source>
      <translation>Das Modell in {0} ist nicht lesbar: {1}.</translation>
    </message>
    <message>
      <source>The model in {0} is of an unknown schema: {1}.</source>
      <translation>Das Modell in {0} hat ein unbekanntes Schema: {1}.</translation>
    </message>
    <message>
      <source>The model in {0} needs a newer version of Earmark (schema {1}, this version knows {2}).</source>
      <translation>Das Modell in {0} braucht eine neuere Version von Earmark (Schema {1}, diese kennt {2}).</translation>
    </message>
    <message>
      <source>The network of the model {0} cannot be loaded: {1}.</source>
      <translation>Das Netz des Modells {0} lässt sich nicht laden: {1}.</translation>
    </message>
    <message>
      <source>The network of the model {0} does not have one logit for each label.</source>
      <translation>Das Netz des Modells {0} hat nicht einen Wert für jedes Genre.</translation>
    </message>
    <message>
      <source>The network of the model {0} failed: {1}.</source>
      <translation>Das Netz des Modells {0} versagte: {1}.</translation>
    </message>
    <message>
      <source>The network of the model {0} gave no usable answer.</source>
      <translation>Das Netz des Modells {0} gab keine brauchbare Antwort.</translation>
    </message>
    <message>
      <source>The network of the model {0} gives {1} values to tell familiarity by instead of {2}.</source>
      <translation>Das Netz des Modells {0} gibt {1} Werte, nach denen Vertrautheit zu beurteilen wäre, statt {2}.</translation>
    </message>
    <message>
      <source>The network of the model {0} takes pictures of shape {1}.</source>
      <translation>Das Netz des Modells {0} nimmt Bilder der Form {1}.</translation>
    </message>
    <message>
      <source>The network of the model {0} takes {1} and gives {2}; '{3}' and {4} are expected.</source>
      <translation>Das Netz des Modells {0} nimmt {1} und gibt {2}; erwartet sind „{3}“ und {4}.</translation>
    </message>
    <message>
      <source>The network of the model {0} takes {1} windows at once only.</source>
      <translation>Das Netz des Modells {0} nimmt nur {1} Fenster auf einmal.</translation>
    </message>
    <message>
      <source>The other files are not affected.</source>
      <translation>Die anderen Dateien betrifft das nicht.</translation>
    </message>
    <message>
      <source>The report cannot be written to {0}: {1}.</source>
      <translation>Der Bericht lässt sich nicht nach {0} schreiben: {1}.</translation>
    </message>
    <message>
      <source>The setting for hard links decides what happens.</source>
      <translation>Die Einstellung für Dateien mit mehreren Namen entscheidet, was geschieht.</translation>
    </message>
    <message>
      <source>The settings cannot be saved: {0}.</source>
      <translation>Die Einstellungen lassen sich nicht speichern: {0}.</translation>
    </message>
    <message>
      <source>The settings cannot be written to {0}: {1}.</source>
      <translation>Die Einstellungen lassen sich nicht nach {0} schreiben: {1}.</translation>
    </message>
    <message>
      <source>The settings in {0} cannot be read, so the defaults hold: {1}.</source>
      <translation>Die Einstellungen in {0} sind nicht lesbar, daher gilt das Übliche: {1}.</translation>
    </message>
    <message>
      <source>The settings in {0} cannot be read: {1}.</source>
      <translation>Die Einstellungen in {0} sind nicht lesbar: {1}.</translation>
    </message>
    <message>
      <source>The sound cannot be decoded.</source>
      <translation>Der Ton lässt sich nicht dekodieren.</translation>
    </message>
    <message>
      <source>The tags cannot be read because of an error in Earmark itself; the log has the details.</source>
      <translation>Die Tags sind wegen eines Fehlers in Earmark selbst nicht lesbar; Einzelheiten stehen im Protokoll.</translation>
    </message>
    <message>
      <source>The write journal cannot be read: {0}.</source>
      <translation>Das Journal lässt sich nicht lesen: {0}.</translation>
    </message>
    <message>
      <source>The write journal cannot be written: {0}.</source>
      <translation>Das Journal lässt sich nicht schreiben: {0}.</translation>
    </message>
    <message>
      <source>The write journal was made by a newer version of Earmark.</source>
      <translation>Das Journal des Schreibens ist von einer neueren Version von Earmark.</translation>
    </message>
    <message>
      <source>The write journal {0} cannot be opened: {1}.</source>
      <translation>Das Journal {0} lässt sich nicht öffnen: {1}.</translation>
    </message>
    <message>
      <source>There is no batch {0}.</source>
      <translation>Einen Vorgang {0} gibt es nicht.</translation>
    </message>
    <message>
      <source>There is no file or folder {0}.</source>
      <translation>Die Datei oder den Ordner {0} gibt es nicht.</translation>
    </message>
    <message>
      <source>There is no file {0}.</source>
      <translation>Die Datei {0} gibt es nicht.</translation>
    </message>
    <message>
      <source>There is no model to listen with.</source>
      <translation>Es ist kein Modell zum Anhören da.</translation>
    </message>
    <message>
      <source>There is not enough room for the new file.</source>
      <translation>Für die neue Datei fehlt der Platz.</translation>
    </message>
    <message>
      <source>Try again when it has finished.</source>
      <translation>Erneut versuchen, wenn es fertig ist.</translation>
    </message>
    <message>
      <source>Update Earmark, or choose another model.</source>
      <translation>Earmark aktualisieren oder ein anderes Modell wählen.</translation>
    </message>
    <message>
      <source>Update Earmark, or set EARMARK_HOME to another folder.</source>
      <translation>Earmark aktualisieren oder EARMARK_HOME auf einen anderen Ordner setzen.</translation>
    </message>
    <message>
      <source>Wait until it is done, or cancel it there, and try again.</source>
      <translation>Warten, bis es fertig ist, oder dort abbrechen, und erneut versuchen.</translation>
    </message>
    <message>
      <source>What belongs to what</source>
      <translation>Was wozu gehört</translation>
    </message>
    <message>
      <source>What was heard and is not among these waits for your review. Empty: all. * stands for anything.</source>
      <translation>Gehörtes, das nicht darunter ist, wartet auf die Durchsicht. Leer: alle. * steht für Beliebiges.</translation>
    </message>
    <message>
      <source>Where a file has a genre</source>
      <translation>Wo eine Datei ein Genre hat</translation>
    </message>
    <message>
      <source>Write only these genres</source>
      <translation>Nur diese Genres schreiben</translation>
    </message>
    <message>
      <source>Write what a genre belongs to as well</source>
      <translation>Auch schreiben, wozu ein Genre gehört</translation>
    </message>
    <message>
      <source>You chose what the file says.</source>
      <translation>Gewählt wurde, was die Datei schon sagt.</translation>
    </message>
    <message>
      <source>You kept what the file says.</source>
      <translation>Die Angabe der Datei wurde behalten.</translation>
    </message>
    <message>
      <source>You left it without a genre.</source>
      <translation>Es blieb bei: kein Genre.</translation>
    </message>
    <message>
      <source>You put this one off.</source>
      <translation>Dieser Titel wurde zurückgestellt.</translation>
    </message>
    <message>
      <source>Your choice.</source>
      <translation>Eigene Wahl.</translation>
    </message>
    <message>
      <source>`earmark history` lists them.</source>
      <translation>`earmark history` führt sie auf.</translation>
    </message>
    <message>
      <source>a genre's name is too long for its format</source>
      <translation>der Name eines Genres ist für das Format zu lang</translation>
    </message>
    <message>
      <source>a second reader would not see the planned genres</source>
      <translation>ein zweites Leseprogramm sähe die geplanten Genres nicht</translation>
    </message>
    <message>
      <source>a second reader would see another length or sound format</source>
      <translation>ein zweites Leseprogramm sähe eine andere Länge oder ein anderes Tonformat</translation>
    </message>
    <message>
      <source>a second reader would see another tag changed</source>
      <translation>ein zweites Leseprogramm sähe ein anderes Tag verändert</translation>
    </message>
    <message>
      <source>an Ogg page that would have to be renumbered is damaged</source>
      <translation>eine Ogg-Seite, die neu nummeriert werden müsste, ist beschädigt</translation>
    </message>
    <message>
      <source>analysing</source>
      <translation>analysiert</translation>
    </message>
    <message>
      <source>beside it, a kernel machine on statistics of the window</source>
      <translation>daneben eine Kernmaschine über Statistiken des Fensters</translation>
    </message>
    <message>
      <source>header and footer of its APEv2 tag differ</source>
      <translation>Kopf und Fuß ihres APEv2-Tags widersprechen sich</translation>
    </message>
    <message>
      <source>is at work</source>
      <translation>arbeitet</translation>
    </message>
    <message>
      <source>it has a second APEv2 tag, or a damaged one</source>
      <translation>sie hat ein zweites APEv2-Tag oder ein beschädigtes</translation>
    </message>
    <message>
      <source>it has no index</source>
      <translation>sie hat kein Verzeichnis</translation>
    </message>
    <message>
      <source>it has no sound</source>
      <translation>sie hat keinen Ton</translation>
    </message>
    <message>
      <source>it has tags of the kind that telephones write (3GPP), which Earmark does not write</source>
      <translation>sie hat Tags der Art, die Telefone schreiben (3GPP); solche schreibt Earmark nicht</translation>
    </message>
    <message>
      <source>it is a film, not music</source>
      <translation>sie ist ein Film, keine Musik</translation>
    </message>
    <message>
      <source>it is encrypted</source>
      <translation>sie ist verschlüsselt</translation>
    </message>
    <message>
      <source>it is not of the form its first bytes announce</source>
      <translation>sie hat nicht die Form, die ihre ersten Bytes ankündigen</translation>
    </message>
    <message>
      <source>it is not there</source>
      <translation>nicht vorhanden</translation>
    </message>
    <message>
      <source>it is of no kind that Earmark writes</source>
      <translation>sie ist von keiner Art, die Earmark schreibt</translation>
    </message>
    <message>
      <source>it would grow beyond 2 GiB, where some programs stop reading it</source>
      <translation>sie würde größer als 2 GiB, wo manche Programme nicht weiterlesen</translation>
    </message>
    <message>
      <source>its APE tag is of version 1, which holds one plain genre only</source>
      <translation>ihr APE-Tag ist von Version 1, die nur ein einfaches Genre fasst</translation>
    </message>
    <message>
      <source>its APEv2 tag has a header that it does not announce</source>
      <translation>ihr APEv2-Tag hat einen Kopf, den es nicht ankündigt</translation>
    </message>
    <message>
      <source>its APEv2 tag has lost its header</source>
      <translation>ihr APEv2-Tag hat den Kopf verloren</translation>
    </message>
    <message>
      <source>its FLAC marker is missing</source>
      <translation>ihr Kennzeichen für FLAC fehlt</translation>
    </message>
    <message>
      <source>its ID3 tag claims to be longer than the file</source>
      <translation>ihr ID3-Tag will länger sein als die Datei</translation>
    </message>
    <message>
      <source>its ID3 tag would become too long</source>
      <translation>ihr ID3-Tag würde zu lang</translation>
    </message>
    <message>
      <source>its Ogg pages do not follow one another</source>
      <translation>ihre Ogg-Seiten folgen nicht aufeinander</translation>
    </message>
    <message>
      <source>its attributes could not be kept</source>
      <translation>ihre Attribute ließen sich nicht erhalten</translation>
    </message>
    <message>
      <source>its comment block is cut off</source>
      <translation>ihr Kommentarblock ist abgeschnitten</translation>
    </message>
    <message>
      <source>its comment block would become too long</source>
      <translation>ihr Kommentarblock würde zu lang</translation>
    </message>
    <message>
      <source>its comment would become too long</source>
      <translation>ihr Kommentar würde zu lang</translation>
    </message>
    <message>
      <source>its genre frame is encrypted</source>
      <translation>ihr Genre ist verschlüsselt gespeichert</translation>
    </message>
    <message>
      <source>its genres would not be the planned ones</source>
      <translation>die Genres wären nicht die geplanten</translation>
    </message>
    <message>
      <source>its header has no room for more than one genre</source>
      <translation>ihr Kopf hat nur Platz für ein Genre</translation>
    </message>
    <message>
      <source>its header is signed</source>
      <translation>ihr Kopf ist signiert</translation>
    </message>
    <message>
      <source>its last Ogg page is cut off</source>
      <translation>ihre letzte Ogg-Seite ist abgeschnitten</translation>
    </message>
    <message>
      <source>its layout would no longer be clear</source>
      <translation>ihr Aufbau wäre nicht mehr eindeutig</translation>
    </message>
    <message>
      <source>its metadata blocks do not begin with the one about its sound</source>
      <translation>ihre Metadatenblöcke beginnen nicht mit dem über den Klang</translation>
    </message>
    <message>
      <source>its metadata blocks do not lead to the sound</source>
      <translation>ihre Metadaten führen nicht zum Ton</translation>
    </message>
    <message>
      <source>its parts are nested deeper than in any music file</source>
      <translation>ihre Teile sind tiefer verschachtelt als in jeder Musikdatei</translation>
    </message>
    <message>
      <source>its permissions forbid it</source>
      <translation>die Zugriffsrechte verbieten es</translation>
    </message>
    <message>
      <source>its sound does not end where it says</source>
      <translation>ihr Klang endet nicht dort, wo sie es angibt</translation>
    </message>
    <message>
      <source>its sound would move out of reach of its table of offsets</source>
      <translation>der Ton käme außer Reichweite ihrer Tabelle der Stellen</translation>
    </message>
    <message>
      <source>its table of lengths cannot be followed</source>
      <translation>ihrer Tabelle der Längen lässt sich nicht folgen</translation>
    </message>
    <message>
      <source>its table of offsets points to where no sound is</source>
      <translation>ihre Tabelle der Positionen zeigt dorthin, wo kein Klang ist</translation>
    </message>
    <message>
      <source>its tags overlap</source>
      <translation>ihre Tags überlappen sich</translation>
    </message>
    <message>
      <source>libsndfile cannot read it: {0}</source>
      <translation>libsndfile kann sie nicht lesen: {0}</translation>
    </message>
    <message>
      <source>one of its first Ogg pages is damaged</source>
      <translation>eine ihrer ersten Ogg-Seiten ist beschädigt</translation>
    </message>
    <message>
      <source>scanning</source>
      <translation>sieht Ordner durch</translation>
    </message>
    <message>
      <source>starting</source>
      <translation>startet</translation>
    </message>
    <message>
      <source>the copy of it could not be read back as it was written</source>
      <translation>ihre Kopie ließ sich nicht so zurücklesen, wie sie geschrieben wurde</translation>
    </message>
    <message>
      <source>the drive cannot read it</source>
      <translation>das Laufwerk kann es nicht lesen</translation>
    </message>
    <message>
      <source>the file would become longer than its format can say</source>
      <translation>die Datei würde länger, als ihr Format sagen kann</translation>
    </message>
    <message>
      <source>the folder is empty; if it is a drive, it may not be connected</source>
      <translation>der Ordner ist leer; ist es ein Laufwerk, ist es vielleicht nicht verbunden</translation>
    </message>
    <message>
      <source>the link leads nowhere</source>
      <translation>die Verknüpfung führt ins Leere</translation>
    </message>
    <message>
      <source>the new file could not be given the same owner</source>
      <translation>die neue Datei bekäme nicht denselben Besitzer</translation>
    </message>
    <message>
      <source>the new file could not be given the same permissions</source>
      <translation>die neue Datei bekäme nicht dieselben Rechte</translation>
    </message>
    <message>
      <source>the new file could not be read back as it was written</source>
      <translation>die neue Datei ließ sich nicht so zurücklesen, wie sie geschrieben wurde</translation>
    </message>
    <message>
      <source>undoing</source>
      <translation>macht rückgängig</translation>
    </message>
    <message>
      <source>writing</source>
      <translation>schreibt</translation>
    </message>
    <message>
      <source>{0} cannot be read: {1}.</source>
      <translation>{0} ist nicht lesbar: {1}.</translation>
    </message>
    <message>
      <source>{0} is a database of another program.</source>
      <translation>{0} ist eine Datenbank eines anderen Programms.</translation>
    </message>
    <message>
      <source>{0}, {1} networks averaged</source>
      <translation>{0}, {1} Netze gemittelt</translation>
    </message>
    <message>
      <source>“{0}” ({1}) is not sure enough.</source>
      <translation>„{0}“ ({1}) ist nicht sicher genug.</translation>
    </message>
    <message>
      <source>“{0}” ({1}) is too unsure; a second genre needs {2}.</source>
      <translation>„{0}“ ({1}) ist zu unsicher; ein zweites Genre braucht {2}.</translation>
    </message>
    <message>
      <source>“{0}” ({1}) was heard too; a second genre needs {2}.</source>
      <translation>„{0}“ ({1}) wurde auch gehört; ein zweites Genre braucht {2}.</translation>
    </message>
    <message>
      <source>“{0}” are left out: at most 1 genre may be written.</source>
      <translation>„{0}“ entfallen: Höchstens 1 Genre darf geschrieben werden.</translation>
    </message>
    <message>
      <source>“{0}” are left out: at most {1} genres may be written.</source>
      <translation>„{0}“ entfallen: Höchstens {1} Genres dürfen geschrieben werden.</translation>
    </message>
    <message>
      <source>“{0}” are not on the allow list.</source>
      <translation>„{0}“ sind nicht unter den erlaubten Genres.</translation>
    </message>
    <message>
      <source>“{0}” belongs to “{1}”.</source>
      <translation>„{0}“ gehört zu „{1}“.</translation>
    </message>
    <message>
      <source>“{0}” does not fit {1}.</source>
      <translation>„{0}“ passt nicht zu {1}.</translation>
    </message>
    <message>
      <source>“{0}” is a number, not a name.</source>
      <translation>„{0}“ ist eine Zahl, kein Name.</translation>
    </message>
    <message>
      <source>“{0}” is a number, not a name; did you mean {1}?</source>
      <translation>„{0}“ ist eine Zahl, kein Name; ist {1} gemeint?</translation>
    </message>
    <message>
      <source>“{0}” is left out: at most 1 genre may be written.</source>
      <translation>„{0}“ entfällt: Höchstens 1 Genre darf geschrieben werden.</translation>
    </message>
    <message>
      <source>“{0}” is left out: at most {1} genres may be written.</source>
      <translation>„{0}“ entfällt: Höchstens {1} Genres dürfen geschrieben werden.</translation>
    </message>
    <message>
      <source>“{0}” is not on the allow list.</source>
      <translation>„{0}“ ist nicht unter den erlaubten Genres.</translation>
    </message>
    <message>
      <source>“{0}” is too unsure; a second genre needs {1}.</source>
      <translation>„{0}“ ist zu unsicher; ein zweites Genre braucht {1}.</translation>
    </message>
    <message>
      <source>“{0}” says nothing and was replaced; “{1}” stays.</source>
      <translation>„{0}“ sagt nichts aus und wurde ersetzt; „{1}“ bleibt.</translation>
    </message>
    <message>
      <source>“{0}” was heard too; a second genre needs {1}.</source>
      <translation>„{0}“ wurde auch gehört; ein zweites Genre braucht {1}.</translation>
    </message>
  </context>
  <context>
    <name>keys</name>
    <message>
      <source>5 seconds back</source>
      <translation>5 Sekunden zurück</translation>
    </message>
    <message>
      <source>5 seconds on</source>
      <translation>5 Sekunden vor</translation>
    </message>
    <message>
      <source>Shift + digit</source>
      <translation>Umschalt + Ziffer</translation>
    </message>
    <message>
      <source>accept many at once</source>
      <translation>viele auf einmal übernehmen</translation>
    </message>
    <message>
      <source>accept what is marked, or the first suggestion</source>
      <translation>Markiertes übernehmen, sonst den ersten Vorschlag</translation>
    </message>
    <message>
      <source>add it as a second genre</source>
      <translation>als zweites Genre ergänzen</translation>
    </message>
    <message>
      <source>add what was heard to what the file says</source>
      <translation>Gehörtes zur Angabe der Datei ergänzen</translation>
    </message>
    <message>
      <source>choose this suggestion and go on</source>
      <translation>diesen Vorschlag wählen und weiter</translation>
    </message>
    <message>
      <source>compare with a sure one of the genre; again: of the next</source>
      <translation>mit einem sicheren Titel des Genres vergleichen; nochmals: des nächsten</translation>
    </message>
    <message>
      <source>hear the other of the two</source>
      <translation>den anderen der beiden anhören</translation>
    </message>
    <message>
      <source>keep what the file says</source>
      <translation>Angabe der Datei behalten</translation>
    </message>
    <message>
      <source>leave the review</source>
      <translation>die Durchsicht verlassen</translation>
    </message>
    <message>
      <source>look closer at the picture</source>
      <translation>näher an das Bild heran</translation>
    </message>
    <message>
      <source>next track</source>
      <translation>nächster Titel</translation>
    </message>
    <message>
      <source>play or pause</source>
      <translation>abspielen oder anhalten</translation>
    </message>
    <message>
      <source>previous track</source>
      <translation>voriger Titel</translation>
    </message>
    <message>
      <source>see more of the picture</source>
      <translation>mehr vom Bild zeigen</translation>
    </message>
    <message>
      <source>see the whole track</source>
      <translation>den ganzen Titel zeigen</translation>
    </message>
    <message>
      <source>show and hide this list</source>
      <translation>diese Liste ein- und ausblenden</translation>
    </message>
    <message>
      <source>skip, decide later</source>
      <translation>zurückstellen, später entscheiden</translation>
    </message>
    <message>
      <source>take the last verdict or write back</source>
      <translation>letztes Urteil oder Schreiben zurücknehmen</translation>
    </message>
    <message>
      <source>the moment that argues most against it</source>
      <translation>der Moment, der am meisten dagegen spricht</translation>
    </message>
    <message>
      <source>the moment that argues most for the first suggestion</source>
      <translation>der Moment, der am meisten für den ersten Vorschlag spricht</translation>
    </message>
    <message>
      <source>the same for the whole album</source>
      <translation>dasselbe für das ganze Album</translation>
    </message>
    <message>
      <source>this artist is right: keep all of theirs</source>
      <translation>dieser Interpret stimmt: alles von ihm behalten</translation>
    </message>
    <message>
      <source>type any genre</source>
      <translation>ein beliebiges Genre eingeben</translation>
    </message>
  </context>
  <context>
    <name>picture</name>
    <message>
      <source>Is the folder writable, and is there room?</source>
      <translation>Ist der Ordner beschreibbar, und ist Platz vorhanden?</translation>
    </message>
    <message>
      <source>Pictures (*.png)</source>
      <translation>Bilder (*.png)</translation>
    </message>
    <message>
      <source>Save the picture</source>
      <translation>Bild speichern</translation>
    </message>
    <message>
      <source>Saved {0} × {1} pixels to {2}</source>
      <translation>{0} × {1} Pixel in {2} gespeichert</translation>
    </message>
    <message>
      <source>The picture cannot be saved to {0}.</source>
      <translation>Das Bild kann nicht in {0} gespeichert werden.</translation>
    </message>
  </context>
  <context>
    <name>review</name>
    <message numerus="yes">
      <source>%Ln changed</source>
      <translation>
        <numerusform>%Ln geändert</numerusform>
        <numerusform>%Ln geändert</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln kept</source>
      <translation>
        <numerusform>%Ln behalten</numerusform>
        <numerusform>%Ln behalten</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks in {0} min</source>
      <translation>
        <numerusform>%Ln Titel in {0} min</numerusform>
        <numerusform>%Ln Titel in {0} min</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks in {0} s</source>
      <translation>
        <numerusform>%Ln Titel in {0} s</numerusform>
        <numerusform>%Ln Titel in {0} s</numerusform>
      </translation>
    </message>
    <message>
      <source>Closest calls first</source>
      <translation>Knappste Entscheidungen zuerst</translation>
    </message>
    <message>
      <source>Earmark is not in doubt about any track here.</source>
      <translation>Earmark hat hier bei keinem Titel Zweifel.</translation>
    </message>
    <message>
      <source>Least sure first</source>
      <translation>Unsicherste zuerst</translation>
    </message>
    <message>
      <source>No file's genre is contradicted by its sound.</source>
      <translation>Bei keiner Datei widerspricht der Klang dem Genre.</translation>
    </message>
    <message>
      <source>Unlike the file's genre first</source>
      <translation>Abweichung von der Datei zuerst</translation>
    </message>
    <message>
      <source>Unlike their album first</source>
      <translation>Abweichung vom Album zuerst</translation>
    </message>
    <message>
      <source>{0} of {1}</source>
      <translation>{0} von {1}</translation>
    </message>
    <message>
      <source>{0} s each</source>
      <translation>je {0} s</translation>
    </message>
  </context>
  <context>
    <name>settings</name>
    <message>
      <source>80 %: asks less, errs more</source>
      <translation>80 %: fragt weniger, irrt öfter</translation>
    </message>
    <message>
      <source>90 %: in between</source>
      <translation>90 %: dazwischen</translation>
    </message>
    <message>
      <source>95 %: asks more, errs less</source>
      <translation>95 %: fragt mehr, irrt seltener</translation>
    </message>
    <message>
      <source>as the model was tuned</source>
      <translation>wie beim Modell eingestellt</translation>
    </message>
  </context>
  <context>
    <name>track</name>
    <message>
      <source>Cannot be heard</source>
      <translation>Lässt sich nicht anhören</translation>
    </message>
    <message>
      <source>It is far from all the music that the model learned from, however sure the scores are.</source>
      <translation>Es liegt fern von aller Musik, aus der das Modell gelernt hat, wie sicher die Werte auch sind.</translation>
    </message>
    <message>
      <source>It is unlike most of the music the model learned from: you decide.</source>
      <translation>Es gleicht kaum der Musik, aus der das Modell gelernt hat: bitte selbst entscheiden.</translation>
    </message>
    <message>
      <source>It sounds like speech, noise or silence. Only you can name a genre.</source>
      <translation>Es klingt nach Sprache, Geräusch oder Stille. Ein Genre lässt sich nur von Hand nennen.</translation>
    </message>
    <message>
      <source>Like nothing the model knows</source>
      <translation>Gleicht nichts, was das Modell kennt</translation>
    </message>
    <message>
      <source>No genre is likely</source>
      <translation>Kein Genre ist wahrscheinlich</translation>
    </message>
    <message>
      <source>Not analysed yet</source>
      <translation>Noch nicht analysiert</translation>
    </message>
    <message>
      <source>Probably not music</source>
      <translation>Wahrscheinlich keine Musik</translation>
    </message>
    <message>
      <source>Sounds like {0}, not {1}</source>
      <translation>Klingt nach {0}, nicht {1}</translation>
    </message>
    <message>
      <source>The file holds no genre</source>
      <translation>Die Datei enthält kein Genre</translation>
    </message>
    <message>
      <source>The file says {genres}</source>
      <translation>In der Datei steht {genres}</translation>
    </message>
    <message>
      <source>The scores are spread over many genres, and none stands out.</source>
      <translation>Die Werte verteilen sich auf viele Genres, und keines sticht hervor.</translation>
    </message>
    <message>
      <source>You chose {genres}</source>
      <translation>Gewählt: {genres}</translation>
    </message>
    <message>
      <source>You kept what the file says</source>
      <translation>Angabe der Datei behalten</translation>
    </message>
    <message>
      <source>You left it without a genre</source>
      <translation>Ohne Genre gelassen</translation>
    </message>
    <message>
      <source>You put it off</source>
      <translation>Zurückgestellt</translation>
    </message>
    <message>
      <source>{genre}, {sure} sure</source>
      <translation>{genre}, {sure} sicher</translation>
    </message>
    <message>
      <source>{genre}? Only {sure} sure</source>
      <translation>{genre}? Nur {sure} sicher</translation>
    </message>
    <message>
      <source>{genre}? {sure} sure, but unfamiliar</source>
      <translation>{genre}? Zu {sure} sicher, aber fremd</translation>
    </message>
  </context>
  <context>
    <name>words</name>
    <message numerus="yes">
      <source>%Ln changed since and were left: the history names them.</source>
      <translation>
        <numerusform>%Ln hat sich seither geändert und blieb: Der Verlauf nennt sie.</numerusform>
        <numerusform>%Ln haben sich seither geändert und blieben: Der Verlauf nennt sie.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln failed</source>
      <translation>
        <numerusform>%Ln fehlgeschlagen</numerusform>
        <numerusform>%Ln fehlgeschlagen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files are as they were before the write.</source>
      <translation>
        <numerusform>%Ln Datei ist wie vor dem Schreiben.</numerusform>
        <numerusform>%Ln Dateien sind wie vor dem Schreiben.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln h left</source>
      <translation>
        <numerusform>noch %Ln h</numerusform>
        <numerusform>noch %Ln h</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln min left</source>
      <translation>
        <numerusform>noch %Ln min</numerusform>
        <numerusform>noch %Ln min</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln sound files are of kinds that Earmark does not read.</source>
      <translation>
        <numerusform>%Ln Klangdatei ist von einer Art, die Earmark nicht liest.</numerusform>
        <numerusform>%Ln Klangdateien sind von Arten, die Earmark nicht liest.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks were not accepted: Earmark does not know their genre. Name one yourself.</source>
      <translation>
        <numerusform>%Ln Titel wurde nicht übernommen: Earmark kennt sein Genre nicht. Es lässt sich selbst nennen.</numerusform>
        <numerusform>%Ln Titel wurden nicht übernommen: Earmark kennt ihr Genre nicht. Es lässt sich selbst nennen.</numerusform>
      </translation>
    </message>
    <message>
      <source>All</source>
      <translation>Alle</translation>
    </message>
    <message>
      <source>Columns</source>
      <translation>Spalten</translation>
    </message>
    <message>
      <source>Conflict</source>
      <translation>Widerspruch</translation>
    </message>
    <message>
      <source>Conflicts</source>
      <translation>Widersprüche</translation>
    </message>
    <message>
      <source>Every file could be read.</source>
      <translation>Jede Datei war lesbar.</translation>
    </message>
    <message>
      <source>Every track has been analysed.</source>
      <translation>Jeder Titel ist analysiert.</translation>
    </message>
    <message>
      <source>Failed</source>
      <translation>Fehlgeschlagen</translation>
    </message>
    <message>
      <source>Heard, not written</source>
      <translation>Gehört, nicht geschrieben</translation>
    </message>
    <message>
      <source>It could not be heard:</source>
      <translation>Anhören ließ sie sich nicht:</translation>
    </message>
    <message>
      <source>It was heard, but Earmark does not write genres into files of this kind.</source>
      <translation>Gehört, aber in Dateien dieser Art schreibt Earmark keine Genres.</translation>
    </message>
    <message>
      <source>No album</source>
      <translation>Kein Album</translation>
    </message>
    <message>
      <source>No artist</source>
      <translation>Kein Interpret</translation>
    </message>
    <message>
      <source>No file was changed.</source>
      <translation>Keine Datei wurde geändert.</translation>
    </message>
    <message>
      <source>No track is already as it should be.</source>
      <translation>Kein Titel ist schon, wie er sein soll.</translation>
    </message>
    <message>
      <source>No track puzzled the model.</source>
      <translation>Kein Titel war dem Modell ein Rätsel.</translation>
    </message>
    <message>
      <source>No track's sound contradicts its genre.</source>
      <translation>Bei keinem Titel widerspricht der Klang dem Genre.</translation>
    </message>
    <message>
      <source>No tracks here.</source>
      <translation>Keine Titel hier.</translation>
    </message>
    <message>
      <source>Not analysed</source>
      <translation>Nicht analysiert</translation>
    </message>
    <message>
      <source>Not analysed yet</source>
      <translation>Noch nicht analysiert</translation>
    </message>
    <message>
      <source>Nothing has been written yet.</source>
      <translation>Noch wurde nichts geschrieben.</translation>
    </message>
    <message>
      <source>Nothing is ready to be written.</source>
      <translation>Nichts ist bereit zum Schreiben.</translation>
    </message>
    <message>
      <source>Nothing is written into the file.</source>
      <translation>In die Datei wird nichts geschrieben.</translation>
    </message>
    <message>
      <source>Nothing to do</source>
      <translation>Nichts zu tun</translation>
    </message>
    <message>
      <source>Nothing waits for your decision.</source>
      <translation>Nichts wartet auf eine Entscheidung.</translation>
    </message>
    <message>
      <source>Nothing was put off.</source>
      <translation>Nichts wurde zurückgestellt.</translation>
    </message>
    <message>
      <source>Ready</source>
      <translation>Bereit</translation>
    </message>
    <message>
      <source>Ready to write</source>
      <translation>Bereit zum Schreiben</translation>
    </message>
    <message>
      <source>Skipped</source>
      <translation>Zurückgestellt</translation>
    </message>
    <message>
      <source>The file already says what was chosen, or you kept its genre.</source>
      <translation>Die Datei enthält schon, was gewählt wurde, oder ihr Genre wurde behalten.</translation>
    </message>
    <message>
      <source>The file is at {0}</source>
      <translation>Die Datei liegt in {0}</translation>
    </message>
    <message>
      <source>The folder could not be opened.</source>
      <translation>Der Ordner konnte nicht geöffnet werden.</translation>
    </message>
    <message>
      <source>The next write puts the genre into the file.</source>
      <translation>Das nächste Schreiben bringt das Genre in die Datei.</translation>
    </message>
    <message>
      <source>The sound fits several genres: you decide.</source>
      <translation>Der Klang passt zu mehreren Genres: hier ist eine Entscheidung nötig.</translation>
    </message>
    <message>
      <source>The sound says one thing and the file's own genre another. The file is left as it is.</source>
      <translation>Der Klang sagt das eine, das Genre der Datei das andere. Die Datei bleibt, wie sie ist.</translation>
    </message>
    <message>
      <source>These files had been undone before. Nothing was changed.</source>
      <translation>Diese Dateien waren schon rückgängig gemacht. Nichts wurde geändert.</translation>
    </message>
    <message>
      <source>This failed because of a fault in Earmark.</source>
      <translation>Das ist an einem Fehler in Earmark gescheitert.</translation>
    </message>
    <message>
      <source>This resembles nothing the model knows, or is not music.</source>
      <translation>Das gleicht nichts, was das Modell kennt, oder ist keine Musik.</translation>
    </message>
    <message>
      <source>This text is in English.</source>
      <translation>Dieser Text ist auf Englisch.</translation>
    </message>
    <message>
      <source>To review</source>
      <translation>Durchzusehen</translation>
    </message>
    <message>
      <source>Unknown</source>
      <translation>Unbekannt</translation>
    </message>
    <message>
      <source>Various artists</source>
      <translation>Verschiedene Interpreten</translation>
    </message>
    <message>
      <source>Waits to be analysed.</source>
      <translation>Wartet auf die Analyse.</translation>
    </message>
    <message>
      <source>Written</source>
      <translation>Geschrieben</translation>
    </message>
    <message>
      <source>Written by Earmark. It can be undone in the history.</source>
      <translation>Von Earmark geschrieben. Im Verlauf lässt es sich rückgängig machen.</translation>
    </message>
    <message>
      <source>You chose the genre. The next write puts it into the file.</source>
      <translation>Das Genre ist selbst gewählt. Das nächste Schreiben bringt es in die Datei.</translation>
    </message>
    <message>
      <source>You chose {0}, but nothing can be written into this file.</source>
      <translation>Gewählt ist {0}, aber in diese Datei lässt sich nichts schreiben.</translation>
    </message>
    <message>
      <source>You put this one off.</source>
      <translation>Dieser Titel wurde zurückgestellt.</translation>
    </message>
    <message>
      <source>album: mixed</source>
      <translation>Album: gemischt</translation>
    </message>
    <message>
      <source>album: {0} {1}/{2}</source>
      <translation>Album: {0} {1}/{2}</translation>
    </message>
    <message>
      <source>keep it and add what was heard</source>
      <translation>behalten und Gehörtes ergänzen</translation>
    </message>
    <message>
      <source>keep what says something, replace “Other” and the like</source>
      <translation>Klares behalten, „Other“ u. Ä. ersetzen</translation>
    </message>
    <message>
      <source>leave it, but fill in for “Other”, “Unknown” and the like</source>
      <translation>belassen, nur „Other“, „Unknown“ u. Ä. füllen</translation>
    </message>
    <message>
      <source>leave it, whatever it is</source>
      <translation>unverändert lassen, was es auch ist</translation>
    </message>
    <message>
      <source>listening…</source>
      <translation>hört zu …</translation>
    </message>
    <message>
      <source>no genre</source>
      <translation>kein Genre</translation>
    </message>
    <message>
      <source>paused</source>
      <translation>angehalten</translation>
    </message>
    <message>
      <source>replace it</source>
      <translation>ersetzen</translation>
    </message>
    <message>
      <source>under a minute left</source>
      <translation>noch weniger als eine Minute</translation>
    </message>
    <message>
      <source>unknown</source>
      <translation>unbekannt</translation>
    </message>
    <message>
      <source>yours</source>
      <translation>selbst</translation>
    </message>
    <message>
      <source>{0} %</source>
      <translation>{0} %</translation>
    </message>
    <message>
      <source>{0} to {1}: {2} {3}, then {4} {5}</source>
      <translation>{0} bis {1}: {2} {3}, dann {4} {5}</translation>
    </message>
    <message>
      <source>{0} tracks/s</source>
      <translation>{0} Titel/s</translation>
    </message>
    <message>
      <source>{0} {1}</source>
      <translation>{0}: {1}</translation>
    </message>
    <message>
      <source>{0} {1} of {2}</source>
      <translation>{0}: {1} von {2}</translation>
    </message>
  </context>
</TS>
