<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
  <context>
    <name>AboutDialog</name>
    <message>
      <source>About Earmark</source>
      <translation>Acerca de Earmark</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <source>Free software under the GNU General Public License, version 3 or later, without any warranty. Models and the data they learned from carry their own terms, named on the model page. Nothing about you or your music leaves this computer.</source>
      <translation>Software libre bajo la Licencia Pública General de GNU, versión 3 o posterior, sin garantía alguna. Los modelos y los datos de los que aprendieron tienen sus propias condiciones, que figuran en la página del modelo. Nada sobre usted ni su música sale de este equipo.</translation>
    </message>
    <message>
      <source>Licences</source>
      <translation>Licencias</translation>
    </message>
    <message>
      <source>Listens to your music and writes the genres it hears into the files' own tags.</source>
      <translation>Escucha la música y escribe los géneros que oye en las etiquetas de los archivos.</translation>
    </message>
    <message>
      <source>Version {0}, with Qt for Python {1} and Python {2}</source>
      <translation>Versión {0}, con Qt para Python {1} y Python {2}</translation>
    </message>
  </context>
  <context>
    <name>ActivityBar</name>
    <message>
      <source>Activity</source>
      <translation>Actividad</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <source>Finishing the files in hand…</source>
      <translation>Terminando los archivos en curso…</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>Pausar</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Progreso</translation>
    </message>
    <message>
      <source>Resume</source>
      <translation>Reanudar</translation>
    </message>
  </context>
  <context>
    <name>AlbumPage</name>
    <message>
      <source>Album</source>
      <translation>Álbum</translation>
    </message>
    <message>
      <source>Albums</source>
      <translation>Álbumes</translation>
    </message>
    <message>
      <source>Artist</source>
      <translation>Artista</translation>
    </message>
    <message>
      <source>Genre</source>
      <translation>Género</translation>
    </message>
    <message>
      <source>Heard so</source>
      <translation>Oídas así</translation>
    </message>
    <message>
      <source>Left out</source>
      <translation>Excluidas</translation>
    </message>
    <message>
      <source>No album speaks clearly: at least three tracks heard, most of them as one genre.</source>
      <translation>Ningún álbum es claro: al menos tres pistas oídas, la mayoría con el mismo género.</translation>
    </message>
    <message>
      <source>Then show me the tracks left out</source>
      <translation>Mostrar después las pistas excluidas</translation>
    </message>
    <message>
      <source>Tracks</source>
      <translation>Pistas</translation>
    </message>
    <message>
      <source>Waiting tracks take the genre of their album. Those that sound unlike it are left out.</source>
      <translation>Las pistas pendientes toman el género de su álbum. Las que suenan distintas quedan excluidas.</translation>
    </message>
    <message>
      <source>several</source>
      <translation>varios</translation>
    </message>
    <message>
      <source>{0} of {1}</source>
      <translation>{0} de {1}</translation>
    </message>
  </context>
  <context>
    <name>AlbumQuestion</name>
    <message>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message numerus="yes">
      <source>Earmark is sure that %Ln of them are something else.</source>
      <translation>
        <numerusform>Earmark está seguro de que %Ln de ellas es otra cosa.</numerusform>
        <numerusform>Earmark está seguro de que %Ln de ellas son otra cosa.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Take all %Ln</source>
      <translation>
        <numerusform>Aceptar</numerusform>
        <numerusform>Aceptar las %Ln</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The files of %Ln of them hold another genre.</source>
      <translation>
        <numerusform>El archivo de %Ln de ellas tiene otro género.</numerusform>
        <numerusform>Los archivos de %Ln de ellas tienen otro género.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>You decided %Ln of them otherwise before. This replaces that.</source>
      <translation>
        <numerusform>%Ln de ellas ya se decidió de otro modo. Eso se sustituye.</numerusform>
        <numerusform>%Ln de ellas ya se decidieron de otro modo. Eso se sustituye.</numerusform>
      </translation>
    </message>
    <message>
      <source>{0} again takes them, Esc does not.</source>
      <translation>{0} otra vez las acepta; Esc, no.</translation>
    </message>
    <message numerus="yes">
      <source>{0} for all %Ln tracks?</source>
      <translation>
        <numerusform>¿{0} para %Ln pista?</numerusform>
        <numerusform>¿{0} para las %Ln pistas?</numerusform>
      </translation>
    </message>
    <message>
      <source>{0} takes all of it back.</source>
      <translation>{0} lo deshace todo.</translation>
    </message>
  </context>
  <context>
    <name>BulkDialog</name>
    <message numerus="yes">
      <source>%Ln tracks</source>
      <translation>
        <numerusform>%Ln pista</numerusform>
        <numerusform>%Ln pistas</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks accepted. Ctrl+Z takes it back.</source>
      <translation>
        <numerusform>%Ln pista aceptada. Ctrl+Z lo deshace.</numerusform>
        <numerusform>%Ln pistas aceptadas. Ctrl+Z lo deshace.</numerusform>
      </translation>
    </message>
    <message>
      <source>Accept</source>
      <translation>Aceptar</translation>
    </message>
    <message numerus="yes">
      <source>Accept %Ln tracks</source>
      <translation>
        <numerusform>Aceptar %Ln pista</numerusform>
        <numerusform>Aceptar %Ln pistas</numerusform>
      </translation>
    </message>
    <message>
      <source>Accept many</source>
      <translation>Aceptar muchas</translation>
    </message>
    <message>
      <source>By album</source>
      <translation>Por álbum</translation>
    </message>
    <message>
      <source>By how sure</source>
      <translation>Por seguridad</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <source>Counting…</source>
      <translation>Contando…</translation>
    </message>
    <message>
      <source>Nothing is written yet: Write shows it first.</source>
      <translation>Aún no se escribe nada: Escribir lo muestra primero.</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>Páginas</translation>
    </message>
    <message>
      <source>Tick all</source>
      <translation>Marcar todo</translation>
    </message>
    <message>
      <source>Untick all</source>
      <translation>Desmarcar todo</translation>
    </message>
    <message numerus="yes">
      <source>about %Ln expected to be wrong</source>
      <translation>
        <numerusform>se espera cerca de %Ln equivocada</numerusform>
        <numerusform>se esperan cerca de %Ln equivocadas</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>by your last %Ln verdicts; the model alone expects {0}</source>
      <translation>
        <numerusform>según su último veredicto; el modelo por sí solo espera {0}</numerusform>
        <numerusform>según sus últimos %Ln veredictos; el modelo por sí solo espera {0}</numerusform>
      </translation>
    </message>
    <message>
      <source>fewer than one expected to be wrong</source>
      <translation>se espera menos de una equivocada</translation>
    </message>
  </context>
  <context>
    <name>ChangeModel</name>
    <message>
      <source>Artist</source>
      <translation>Artista</translation>
    </message>
    <message>
      <source>It will say</source>
      <translation>Dirá</translation>
    </message>
    <message>
      <source>Sure</source>
      <translation>Seguro</translation>
    </message>
    <message>
      <source>The file says</source>
      <translation>El archivo dice</translation>
    </message>
    <message>
      <source>Title</source>
      <translation>Título</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>Motivo</translation>
    </message>
  </context>
  <context>
    <name>Closing</name>
    <message>
      <source>Keep working</source>
      <translation>Seguir trabajando</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Salir</translation>
    </message>
    <message>
      <source>Quit Earmark?</source>
      <translation>¿Salir de Earmark?</translation>
    </message>
    <message>
      <source>The files in hand are finished first. The next start goes on from there.</source>
      <translation>Primero se terminan los archivos en curso. El próximo inicio continúa desde ahí.</translation>
    </message>
    <message>
      <source>Tracks are still being analysed.</source>
      <translation>Aún se están analizando pistas.</translation>
    </message>
  </context>
  <context>
    <name>ComparePanel</name>
    <message>
      <source>A click plays from there.</source>
      <translation>Un clic reproduce desde ahí.</translation>
    </message>
    <message>
      <source>Close the comparison</source>
      <translation>Cerrar la comparación</translation>
    </message>
    <message>
      <source>Drawing the sound…</source>
      <translation>Dibujando el sonido…</translation>
    </message>
    <message>
      <source>Looking for a sure {0}…</source>
      <translation>Buscando una pista segura de {0}…</translation>
    </message>
    <message>
      <source>Mel spectrogram of the track to compare with</source>
      <translation>Espectrograma mel de la pista de comparación</translation>
    </message>
    <message>
      <source>No track here surely is {0}</source>
      <translation>Ninguna pista es con seguridad {0}</translation>
    </message>
    <message>
      <source>Nothing to compare with yet.</source>
      <translation>Aún no hay nada con qué comparar.</translation>
    </message>
    <message>
      <source>Surely {0}: {1}</source>
      <translation>Con seguridad {0}: {1}</translation>
    </message>
  </context>
  <context>
    <name>ConfidenceView</name>
    <message>
      <source>Confidence</source>
      <translation>Seguridad</translation>
    </message>
    <message>
      <source>How many are wrong, by how many are taken</source>
      <translation>Cuántas son incorrectas, según cuántas se aceptan</translation>
    </message>
    <message>
      <source>How often it is right, by its confidence</source>
      <translation>Cuántas veces acierta, según su seguridad</translation>
    </message>
    <message>
      <source>Of the tracks that it does not ask about, it expects {0} to be wrong; {1} are.</source>
      <translation>De las pistas por las que no pregunta, espera que {0} sean incorrectas; lo son {1}.</translation>
    </message>
    <message>
      <source>Right</source>
      <translation>Correctas</translation>
    </message>
    <message>
      <source>This model tells no figures of its own.</source>
      <translation>Este modelo no da cifras propias.</translation>
    </message>
    <message>
      <source>Tracks taken, surest first</source>
      <translation>Pistas aceptadas, las más seguras primero</translation>
    </message>
    <message>
      <source>Wrong</source>
      <translation>Incorrectas</translation>
    </message>
    <message>
      <source>{0} sure: {1} right</source>
      <translation>{0} de seguridad: {1} correctas</translation>
    </message>
  </context>
  <context>
    <name>CrashDialog</name>
    <message>
      <source>A fault in Earmark</source>
      <translation>Un fallo en Earmark</translation>
    </message>
    <message>
      <source>Copy the details</source>
      <translation>Copiar los detalles</translation>
    </message>
    <message>
      <source>Details for a bug report</source>
      <translation>Detalles para un informe de errores</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>Continuar</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Salir</translation>
    </message>
    <message>
      <source>Something went wrong in Earmark</source>
      <translation>Algo salió mal en Earmark</translation>
    </message>
    <message>
      <source>This is our mistake, not yours. Your files are safe: every write is checked and can be undone. You can go on working; if something looks odd, start Earmark again. The details below help us to mend it; paths in them may name your files.</source>
      <translation>Es un error nuestro, no suyo. Sus archivos están a salvo: cada escritura se comprueba y se puede deshacer. Puede seguir trabajando; si algo se ve raro, reinicie Earmark. Los detalles de abajo nos ayudan a corregirlo; sus rutas pueden nombrar archivos suyos.</translation>
    </message>
  </context>
  <context>
    <name>CrashNews</name>
    <message>
      <source>A file may be the cause. If it ends there again, make a report.</source>
      <translation>La causa puede ser un archivo. Si vuelve a cerrarse ahí, haga un informe.</translation>
    </message>
    <message>
      <source>Earmark ended twice at the same place of an analysis, so it waits.</source>
      <translation>Earmark se cerró dos veces en el mismo punto de un análisis, así que espera.</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>Continuar</translation>
    </message>
    <message>
      <source>History</source>
      <translation>Historial</translation>
    </message>
    <message numerus="yes">
      <source>Writing was interrupted. %Ln files were looked at: each holds the new genres or is as it was.</source>
      <translation>
        <numerusform>La escritura se interrumpió. Se revisó %Ln archivo: tiene los géneros nuevos o está como estaba.</numerusform>
        <numerusform>La escritura se interrumpió. Se revisaron %Ln archivos: cada uno tiene los géneros nuevos o está como estaba.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>DropShade</name>
    <message>
      <source>Let go to add and analyse</source>
      <translation>Suelte para añadir y analizar</translation>
    </message>
  </context>
  <context>
    <name>DropZone</name>
    <message>
      <source>Choose a folder…</source>
      <translation>Elegir una carpeta…</translation>
    </message>
    <message>
      <source>Drop your music here</source>
      <translation>Suelte aquí su música</translation>
    </message>
    <message>
      <source>Earmark listens to each track and proposes its genre. Nothing is written to your files until you have looked at the changes, and everything can be undone.</source>
      <translation>Earmark escucha cada pista y propone su género. No se escribe nada en sus archivos hasta que haya visto los cambios, y todo se puede deshacer.</translation>
    </message>
    <message>
      <source>Folders or files, anywhere in this window. {0} opens the same.</source>
      <translation>Carpetas o archivos, en cualquier lugar de esta ventana. {0} abre lo mismo.</translation>
    </message>
  </context>
  <context>
    <name>Drops</name>
    <message>
      <source>What was dropped could not be read. Drop it again.</source>
      <translation>No se pudo leer lo que se soltó. Suéltelo otra vez.</translation>
    </message>
    <message>
      <source>What was dropped is not a file or folder here.</source>
      <translation>Lo que se soltó no es un archivo ni una carpeta de aquí.</translation>
    </message>
  </context>
  <context>
    <name>EntryModel</name>
    <message>
      <source>After</source>
      <translation>Después</translation>
    </message>
    <message>
      <source>Before</source>
      <translation>Antes</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Archivo</translation>
    </message>
    <message>
      <source>Now</source>
      <translation>Ahora</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>Motivo</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>con fallo</translation>
    </message>
    <message>
      <source>left as it is</source>
      <translation>sin cambios</translation>
    </message>
    <message>
      <source>not reached</source>
      <translation>sin llegar</translation>
    </message>
    <message>
      <source>skipped</source>
      <translation>omitido</translation>
    </message>
    <message>
      <source>taken back</source>
      <translation>deshecho a medias</translation>
    </message>
    <message>
      <source>undone</source>
      <translation>deshecho</translation>
    </message>
    <message>
      <source>written</source>
      <translation>escrito</translation>
    </message>
  </context>
  <context>
    <name>EvidenceView</name>
    <message>
      <source>Evidence by moment</source>
      <translation>Indicios por momento</translation>
    </message>
  </context>
  <context>
    <name>FilesPage</name>
    <message>
      <source>Files with several names</source>
      <translation>Archivos con varios nombres</translation>
    </message>
    <message>
      <source>Keep the files' dates</source>
      <translation>Conservar las fechas de los archivos</translation>
    </message>
    <message>
      <source>Watch the folders</source>
      <translation>Vigilar las carpetas</translation>
    </message>
    <message>
      <source>While this window is open, music that appears in your folders is read and listened to. A file that is still being copied waits until it is whole. Nothing is written without you.</source>
      <translation>Mientras esta ventana está abierta, la música que aparece en sus carpetas se lee y se escucha. Un archivo que aún se está copiando espera hasta estar completo. No se escribe nada sin usted.</translation>
    </message>
    <message>
      <source>leave them as they are</source>
      <translation>dejarlos como están</translation>
    </message>
    <message>
      <source>write the file that they share; all of them change</source>
      <translation>escribir el archivo que comparten; cambian todos</translation>
    </message>
    <message>
      <source>write this name only; the others keep the old content</source>
      <translation>escribir solo este nombre; los demás no cambian</translation>
    </message>
  </context>
  <context>
    <name>FilterBar</name>
    <message>
      <source>All genres</source>
      <translation>Todos los géneros</translation>
    </message>
    <message>
      <source>By album</source>
      <translation>Por álbum</translation>
    </message>
    <message>
      <source>By artist</source>
      <translation>Por artista</translation>
    </message>
    <message>
      <source>Columns</source>
      <translation>Columnas</translation>
    </message>
    <message>
      <source>Filter</source>
      <translation>Filtrar</translation>
    </message>
    <message>
      <source>Filter by genre</source>
      <translation>Filtrar por género</translation>
    </message>
    <message>
      <source>Filter by state, how sure, format, year and folder (Ctrl+L)</source>
      <translation>Filtrar por estado, seguridad, formato, año y carpeta (Ctrl+L)</translation>
    </message>
    <message>
      <source>Group</source>
      <translation>Agrupar</translation>
    </message>
    <message>
      <source>Not grouped</source>
      <translation>Sin agrupar</translation>
    </message>
    <message>
      <source>Sort again</source>
      <translation>Volver a ordenar</translation>
    </message>
    <message>
      <source>Values have changed since the table was sorted; nothing moved meanwhile</source>
      <translation>Hay valores que cambiaron desde que se ordenó la tabla; nada se movió entretanto</translation>
    </message>
  </context>
  <context>
    <name>FilterPanel</name>
    <message>
      <source>Any folder: type a part of its name</source>
      <translation>Cualquier carpeta: escriba parte de su nombre</translation>
    </message>
    <message>
      <source>At least this sure</source>
      <translation>Al menos así de segura</translation>
    </message>
    <message>
      <source>At most this sure</source>
      <translation>Como mucho así de segura</translation>
    </message>
    <message>
      <source>Clear</source>
      <translation>Borrar</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <source>FOLDER</source>
      <translation>CARPETA</translation>
    </message>
    <message>
      <source>FORMAT</source>
      <translation>FORMATO</translation>
    </message>
    <message>
      <source>Filters</source>
      <translation>Filtros</translation>
    </message>
    <message>
      <source>First year</source>
      <translation>Primer año</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>Carpeta</translation>
    </message>
    <message>
      <source>HOW SURE</source>
      <translation>SEGURIDAD</translation>
    </message>
    <message>
      <source>Last year</source>
      <translation>Último año</translation>
    </message>
    <message>
      <source>STATE</source>
      <translation>ESTADO</translation>
    </message>
    <message>
      <source>YEAR IN THE TAG</source>
      <translation>AÑO EN LA ETIQUETA</translation>
    </message>
    <message>
      <source>any</source>
      <translation>cualquiera</translation>
    </message>
    <message>
      <source>from</source>
      <translation>desde</translation>
    </message>
    <message>
      <source>to</source>
      <translation>hasta</translation>
    </message>
  </context>
  <context>
    <name>FolderChoices</name>
    <message>
      <source>Choose a folder of music</source>
      <translation>Elegir una carpeta de música</translation>
    </message>
    <message>
      <source>Choose music files</source>
      <translation>Elegir archivos de música</translation>
    </message>
    <message>
      <source>Forget</source>
      <translation>Olvidar</translation>
    </message>
    <message>
      <source>Forget this folder?</source>
      <translation>¿Olvidar esta carpeta?</translation>
    </message>
    <message>
      <source>Forget “{0}”?</source>
      <translation>¿Olvidar «{0}»?</translation>
    </message>
    <message>
      <source>Its tracks leave the library, with what was heard and decided. The files stay as they are.</source>
      <translation>Sus pistas salen de la biblioteca, con lo que se oyó y se decidió. Los archivos quedan como están.</translation>
    </message>
  </context>
  <context>
    <name>GenreChip</name>
    <message>
      <source>Only {0}</source>
      <translation>Solo {0}</translation>
    </message>
    <message>
      <source>Show only tracks heard as {0}</source>
      <translation>Mostrar solo las pistas oídas como {0}</translation>
    </message>
  </context>
  <context>
    <name>GenreDialog</name>
    <message>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <source>Set genre</source>
      <translation>Fijar el género</translation>
    </message>
  </context>
  <context>
    <name>GenreEntry</name>
    <message>
      <source>Any genre</source>
      <translation>Cualquier género</translation>
    </message>
    <message>
      <source>Genres that fit</source>
      <translation>Géneros que coinciden</translation>
    </message>
    <message>
      <source>Type a genre</source>
      <translation>Escriba un género</translation>
    </message>
    <message>
      <source>Use “{0}”</source>
      <translation>Usar «{0}»</translation>
    </message>
  </context>
  <context>
    <name>GenreField</name>
    <message>
      <source>Genres</source>
      <translation>Géneros</translation>
    </message>
    <message>
      <source>Genres that fit</source>
      <translation>Géneros que coinciden</translation>
    </message>
    <message>
      <source>Genres, separated by , or ;</source>
      <translation>Géneros, separados por , o ;</translation>
    </message>
    <message>
      <source>Several genres are separated by commas or semicolons.</source>
      <translation>Varios géneros se separan con comas o puntos y comas.</translation>
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
      <translation>CON QUÉ PALABRAS</translation>
    </message>
    <message>
      <source>WHAT A FILE HAS</source>
      <translation>LO QUE TIENE UN ARCHIVO</translation>
    </message>
    <message>
      <source>WHAT IS WRITTEN</source>
      <translation>LO QUE SE ESCRIBE</translation>
    </message>
    <message>
      <source>for example: {0}</source>
      <translation>por ejemplo: {0}</translation>
    </message>
  </context>
  <context>
    <name>HistoryDialog</name>
    <message numerus="yes">
      <source>%Ln files</source>
      <translation>
        <numerusform>%Ln archivo</numerusform>
        <numerusform>%Ln archivos</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files are as they were, byte for byte.</source>
      <translation>
        <numerusform>%Ln archivo está como estaba, byte por byte.</numerusform>
        <numerusform>%Ln archivos están como estaban, byte por byte.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files were not reached.</source>
      <translation>
        <numerusform>A %Ln archivo no le llegó el turno.</numerusform>
        <numerusform>A %Ln archivos no les llegó el turno.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files, undone</source>
      <translation>
        <numerusform>%Ln archivo, deshecho</numerusform>
        <numerusform>%Ln archivos, deshechos</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln left as they are</source>
      <translation>
        <numerusform>%Ln dejado como está</numerusform>
        <numerusform>%Ln dejados como están</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln left as they are.</source>
      <translation>
        <numerusform>%Ln se dejó como está.</numerusform>
        <numerusform>%Ln se dejaron como están.</numerusform>
      </translation>
    </message>
    <message>
      <source>Batch {0}</source>
      <translation>Lote {0}</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <source>Every write appears here and can be undone, even after a restart.</source>
      <translation>Cada escritura aparece aquí y se puede deshacer, incluso tras reiniciar.</translation>
    </message>
    <message>
      <source>Files written</source>
      <translation>Archivos escritos</translation>
    </message>
    <message>
      <source>History</source>
      <translation>Historial</translation>
    </message>
    <message>
      <source>It was cut off by an error, or because Earmark or the computer ended.</source>
      <translation>La interrumpió un error, o el fin de Earmark o del equipo.</translation>
    </message>
    <message>
      <source>It was cut off by an error, or because Earmark or the computer ended: the rest was not reached.</source>
      <translation>La interrumpió un error, o el fin de Earmark o del equipo: al resto no le llegó el turno.</translation>
    </message>
    <message numerus="yes">
      <source>It was stopped before %Ln files had their turn.</source>
      <translation>
        <numerusform>Se detuvo antes de que le llegara el turno a %Ln archivo.</numerusform>
        <numerusform>Se detuvo antes de que les llegara el turno a %Ln archivos.</numerusform>
      </translation>
    </message>
    <message>
      <source>Nothing has been written yet</source>
      <translation>Aún no se ha escrito nada</translation>
    </message>
    <message>
      <source>Undo all of it</source>
      <translation>Deshacerlo todo</translation>
    </message>
    <message>
      <source>Undo the selected files</source>
      <translation>Deshacer los archivos seleccionados</translation>
    </message>
    <message>
      <source>What was written</source>
      <translation>Lo que se escribió</translation>
    </message>
    <message>
      <source>cut off</source>
      <translation>interrumpido</translation>
    </message>
    <message>
      <source>stopped</source>
      <translation>detenido</translation>
    </message>
    <message>
      <source>{0}, {1} undone</source>
      <translation>{0}, {1} deshechos</translation>
    </message>
  </context>
  <context>
    <name>Inspector</name>
    <message>
      <source>About the track</source>
      <translation>Sobre la pista</translation>
    </message>
    <message>
      <source>Listening…</source>
      <translation>Escuchando…</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Revisar</translation>
    </message>
    <message>
      <source>Select a track to see and hear it.</source>
      <translation>Seleccione una pista para verla y oírla.</translation>
    </message>
    <message>
      <source>Track</source>
      <translation>Pista</translation>
    </message>
    <message>
      <source>is being analysed</source>
      <translation>se está analizando</translation>
    </message>
  </context>
  <context>
    <name>KeyDialog</name>
    <message>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <source>Keys of the review</source>
      <translation>Teclas de la revisión</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
  </context>
  <context>
    <name>KeyHelp</name>
    <message>
      <source>A click or Esc hides this.</source>
      <translation>Un clic o Esc oculta esto.</translation>
    </message>
    <message>
      <source>Change the keys…</source>
      <translation>Cambiar las teclas…</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Teclas</translation>
    </message>
  </context>
  <context>
    <name>KeyPage</name>
    <message>
      <source>As delivered</source>
      <translation>Como de fábrica</translation>
    </message>
    <message>
      <source>Change</source>
      <translation>Cambiar</translation>
    </message>
    <message>
      <source>Digits always choose a suggestion, and Esc always leaves. All other keys are yours.</source>
      <translation>Las cifras siempre eligen una sugerencia y Esc siempre sale. Todas las demás teclas son suyas.</translation>
    </message>
    <message>
      <source>No key</source>
      <translation>Sin tecla</translation>
    </message>
  </context>
  <context>
    <name>KeyTable</name>
    <message>
      <source>Does</source>
      <translation>Acción</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Teclas</translation>
    </message>
    <message>
      <source>Keys of the review</source>
      <translation>Teclas de la revisión</translation>
    </message>
    <message>
      <source>Press the key for “{0}”. Esc leaves it as it is.</source>
      <translation>Pulse la tecla para «{0}». Esc lo deja como está.</translation>
    </message>
    <message>
      <source>Without a key now: {0}</source>
      <translation>Ahora sin tecla: {0}</translation>
    </message>
    <message>
      <source>press a key…</source>
      <translation>pulse una tecla…</translation>
    </message>
    <message>
      <source>“{0}” already means “{1}”. Press it again to take it from there, or press another key.</source>
      <translation>«{0}» ya significa «{1}». Púlsela otra vez para quitarla de ahí, o pulse otra tecla.</translation>
    </message>
    <message>
      <source>“{0}” cannot be changed. Press another key.</source>
      <translation>«{0}» no se puede cambiar. Pulse otra tecla.</translation>
    </message>
  </context>
  <context>
    <name>LicenceDialog</name>
    <message>
      <source>All parts</source>
      <translation>Todas las partes</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>Licencia</translation>
    </message>
    <message>
      <source>Licences</source>
      <translation>Licencias</translation>
    </message>
    <message>
      <source>The models</source>
      <translation>Los modelos</translation>
    </message>
  </context>
  <context>
    <name>LinkQuestion</name>
    <message numerus="yes">
      <source>%Ln of these files have several names (hard links).</source>
      <translation>
        <numerusform>%Ln de estos archivos tiene varios nombres (enlaces físicos).</numerusform>
        <numerusform>%Ln de estos archivos tienen varios nombres (enlaces físicos).</numerusform>
      </translation>
    </message>
    <message>
      <source>Change all names</source>
      <translation>Cambiar todos los nombres</translation>
    </message>
    <message>
      <source>Change this name only</source>
      <translation>Cambiar solo este nombre</translation>
    </message>
    <message>
      <source>Leave them</source>
      <translation>Dejarlos</translation>
    </message>
    <message>
      <source>What is to become of such files, now and later? The settings can change it.</source>
      <translation>¿Qué hacer con esos archivos, ahora y después? Se puede cambiar en los ajustes.</translation>
    </message>
  </context>
  <context>
    <name>ListeningPage</name>
    <message>
      <source>Files heard at the same time</source>
      <translation>Archivos oídos a la vez</translation>
    </message>
    <message>
      <source>Half as many files at a time, and only while no other program wants the processor.</source>
      <translation>La mitad de archivos a la vez, y solo mientras ningún otro programa quiera el procesador.</translation>
    </message>
    <message>
      <source>How sure before I stop asking</source>
      <translation>Dejar de preguntar desde</translation>
    </message>
    <message>
      <source>Leave the computer free</source>
      <translation>Dejar libre el equipo</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modelo</translation>
    </message>
    <message>
      <source>Of a hundred answers that are only just this sure, about {0} are right.</source>
      <translation>De cien respuestas apenas así de seguras, cerca de {0} son correctas.</translation>
    </message>
    <message>
      <source>The measure that fitted best when the model was made. A good start.</source>
      <translation>La medida que mejor encajó cuando se hizo el modelo. Un buen comienzo.</translation>
    </message>
    <message>
      <source>all but one core</source>
      <translation>todos los núcleos menos uno</translation>
    </message>
    <message>
      <source>{0} (yours)</source>
      <translation>{0} (propio)</translation>
    </message>
    <message>
      <source>{0} of the {1} tracks heard so far are at least this sure.</source>
      <translation>{0} de las {1} pistas oídas hasta ahora son al menos así de seguras.</translation>
    </message>
  </context>
  <context>
    <name>LiveRoll</name>
    <message>
      <source>What is being heard, as a rolling mel spectrogram</source>
      <translation>Lo que se está oyendo, como espectrograma mel continuo</translation>
    </message>
  </context>
  <context>
    <name>MainToolBar</name>
    <message>
      <source>Analyse</source>
      <translation>Analizar</translation>
    </message>
    <message>
      <source>Decide, one key per track, where the sound fits several genres</source>
      <translation>Decidir, con una tecla por pista, donde el sonido encaja en varios géneros</translation>
    </message>
    <message>
      <source>Look for new files and listen to what was not heard yet</source>
      <translation>Buscar archivos nuevos y escuchar lo que falta</translation>
    </message>
    <message>
      <source>Menu</source>
      <translation>Menú</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Revisar</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Buscar</translation>
    </message>
    <message>
      <source>Search tracks, artists, genres…</source>
      <translation>Buscar pistas, artistas, géneros…</translation>
    </message>
    <message>
      <source>See what would change in your files, then write it</source>
      <translation>Ver qué cambiaría en sus archivos y luego escribirlo</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>Herramientas</translation>
    </message>
    <message>
      <source>Write</source>
      <translation>Escribir</translation>
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message numerus="yes">
      <source>%Ln not analysed</source>
      <translation>
        <numerusform>%Ln sin analizar</numerusform>
        <numerusform>%Ln sin analizar</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks</source>
      <translation>
        <numerusform>%Ln pista</numerusform>
        <numerusform>%Ln pistas</numerusform>
      </translation>
    </message>
    <message>
      <source>About Earmark</source>
      <translation>Acerca de Earmark</translation>
    </message>
    <message>
      <source>Accept many…</source>
      <translation>Aceptar muchas…</translation>
    </message>
    <message>
      <source>Add a folder…</source>
      <translation>Añadir una carpeta…</translation>
    </message>
    <message>
      <source>Add files…</source>
      <translation>Añadir archivos…</translation>
    </message>
    <message>
      <source>Check the files' genres…</source>
      <translation>Comprobar los géneros de los archivos…</translation>
    </message>
    <message>
      <source>History…</source>
      <translation>Historial…</translation>
    </message>
    <message>
      <source>Look for changes</source>
      <translation>Buscar cambios</translation>
    </message>
    <message>
      <source>Make a report…</source>
      <translation>Crear un informe…</translation>
    </message>
    <message>
      <source>Model…</source>
      <translation>Modelo…</translation>
    </message>
    <message>
      <source>Not read…</source>
      <translation>No leídos…</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Salir</translation>
    </message>
    <message>
      <source>Settings…</source>
      <translation>Ajustes…</translation>
    </message>
  </context>
  <context>
    <name>MessageStrip</name>
    <message numerus="yes">
      <source>%Ln more</source>
      <translation>
        <numerusform>%Ln más</numerusform>
        <numerusform>%Ln más</numerusform>
      </translation>
    </message>
    <message>
      <source>Close this message</source>
      <translation>Cerrar este mensaje</translation>
    </message>
  </context>
  <context>
    <name>ModelDialog</name>
    <message>
      <source>Card</source>
      <translation>Ficha</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <source>How far to rely on it</source>
      <translation>Cuánto fiarse de él</translation>
    </message>
    <message>
      <source>In {0} parts of other artists each: {1} to {2}.</source>
      <translation>En {0} partes, cada una con otros artistas: de {1} a {2}.</translation>
    </message>
    <message>
      <source>It asks about {0} of the tracks; of the rest, {1} are right.</source>
      <translation>Pregunta por {0} de las pistas; del resto, {1} son correctas.</translation>
    </message>
    <message>
      <source>Its confidence</source>
      <translation>Su seguridad</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modelo</translation>
    </message>
    <message>
      <source>Model card</source>
      <translation>Ficha del modelo</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Modelos</translation>
    </message>
    <message>
      <source>No model is installed</source>
      <translation>No hay ningún modelo instalado</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>Páginas</translation>
    </message>
    <message>
      <source>This model listens from now on. Tracks heard before keep their answer: analyse them again to change it.</source>
      <translation>Este modelo escucha desde ahora. Las pistas ya oídas conservan su respuesta: vuelva a analizarlas para cambiarla.</translation>
    </message>
    <message>
      <source>This model tells no figures of its own.</source>
      <translation>Este modelo no da cifras propias.</translation>
    </message>
    <message>
      <source>Use this model</source>
      <translation>Usar este modelo</translation>
    </message>
    <message>
      <source>Without one nothing can be heard. Installing Earmark again brings it back.</source>
      <translation>Sin modelo no se puede oír nada. Volver a instalar Earmark lo recupera.</translation>
    </message>
    <message>
      <source>{0} (in use)</source>
      <translation>{0} (en uso)</translation>
    </message>
    <message>
      <source>{0} (yours)</source>
      <translation>{0} (propio)</translation>
    </message>
    <message>
      <source>{0} of {1} tracks of {2} right, none of which it had met.</source>
      <translation>{0} de {1} pistas de {2} correctas; no conocía ninguna.</translation>
    </message>
  </context>
  <context>
    <name>NarrowingBar</name>
    <message>
      <source>Clear all</source>
      <translation>Quitar todos</translation>
    </message>
    <message>
      <source>Filters in force</source>
      <translation>Filtros activos</translation>
    </message>
    <message>
      <source>Remove the filter {0}</source>
      <translation>Quitar el filtro {0}</translation>
    </message>
    <message>
      <source>at least {0} sure</source>
      <translation>seguridad mínima de {0}</translation>
    </message>
    <message>
      <source>at most {0} sure</source>
      <translation>seguridad máxima de {0}</translation>
    </message>
    <message>
      <source>from {0}</source>
      <translation>desde {0}</translation>
    </message>
    <message>
      <source>in {0}</source>
      <translation>en {0}</translation>
    </message>
    <message numerus="yes">
      <source>in {0} and %Ln other folders</source>
      <translation>
        <numerusform>en {0} y %Ln carpeta más</numerusform>
        <numerusform>en {0} y %Ln carpetas más</numerusform>
      </translation>
    </message>
    <message>
      <source>until {0}</source>
      <translation>hasta {0}</translation>
    </message>
    <message>
      <source>{0} to {1}</source>
      <translation>de {0} a {1}</translation>
    </message>
    <message>
      <source>{0} to {1} sure</source>
      <translation>seguridad de {0} a {1}</translation>
    </message>
  </context>
  <context>
    <name>PictureMenu</name>
    <message>
      <source>As they are heard (mel)</source>
      <translation>Como se oyen (mel)</translation>
    </message>
    <message>
      <source>Cividis, for colour-blind eyes</source>
      <translation>Cividis, para daltónicos</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>Colores</translation>
    </message>
    <message>
      <source>Compare with a sure one</source>
      <translation>Comparar con una segura</translation>
    </message>
    <message>
      <source>Evenly in hertz</source>
      <translation>Uniforme en hercios</translation>
    </message>
    <message>
      <source>Frequencies</source>
      <translation>Frecuencias</translation>
    </message>
    <message>
      <source>Grey</source>
      <translation>Gris</translation>
    </message>
    <message>
      <source>Look closer</source>
      <translation>Acercar</translation>
    </message>
    <message>
      <source>Loudness shown</source>
      <translation>Sonoridad mostrada</translation>
    </message>
    <message>
      <source>Of the window</source>
      <translation>De la ventana</translation>
    </message>
    <message>
      <source>Save the picture…</source>
      <translation>Guardar la imagen…</translation>
    </message>
    <message>
      <source>See more</source>
      <translation>Ver más</translation>
    </message>
    <message>
      <source>See the whole track</source>
      <translation>Ver la pista entera</translation>
    </message>
    <message>
      <source>The picture of the sound</source>
      <translation>La imagen del sonido</translation>
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
      <translation>Su formato o su contenido no se puede leer.</translation>
    </message>
    <message>
      <source>No sound device was found: the picture plays, but nothing can be heard.</source>
      <translation>No se encontró ningún dispositivo de sonido: la imagen avanza, pero no se oye nada.</translation>
    </message>
    <message>
      <source>This track cannot be played here.</source>
      <translation>Esta pista no se puede reproducir aquí.</translation>
    </message>
  </context>
  <context>
    <name>ProgressPage</name>
    <message>
      <source>Finishing the file in hand…</source>
      <translation>Terminando el archivo en curso…</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Detener</translation>
    </message>
    <message>
      <source>Writing</source>
      <translation>Escribiendo</translation>
    </message>
  </context>
  <context>
    <name>ReliabilityView</name>
    <message>
      <source>Finds of it</source>
      <translation>Encuentra</translation>
    </message>
    <message>
      <source>Genre</source>
      <translation>Género</translation>
    </message>
    <message>
      <source>How far to rely on it, by genre</source>
      <translation>Cuánto fiarse de él, por género</translation>
    </message>
    <message>
      <source>Of all tracks of this genre, how many it calls by it</source>
      <translation>De todas las pistas de este género, cuántas llama así</translation>
    </message>
    <message>
      <source>Of all tracks that it calls by it, how many are of it</source>
      <translation>De todas las pistas que llama así, cuántas lo son</translation>
    </message>
    <message>
      <source>Of this genre, that the figures come from</source>
      <translation>Pistas de este género en que se basan las cifras</translation>
    </message>
    <message>
      <source>Right when it says so</source>
      <translation>Acierta al decirlo</translation>
    </message>
    <message>
      <source>Tracks</source>
      <translation>Pistas</translation>
    </message>
  </context>
  <context>
    <name>ReportDialog</name>
    <message>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Copiar</translation>
    </message>
    <message>
      <source>Make a report</source>
      <translation>Crear un informe</translation>
    </message>
    <message>
      <source>Open the log's folder</source>
      <translation>Abrir la carpeta del registro</translation>
    </message>
    <message>
      <source>Save the report</source>
      <translation>Guardar el informe</translation>
    </message>
    <message>
      <source>Save…</source>
      <translation>Guardar…</translation>
    </message>
    <message>
      <source>Text (*.txt)</source>
      <translation>Texto (*.txt)</translation>
    </message>
    <message>
      <source>The report</source>
      <translation>El informe</translation>
    </message>
    <message>
      <source>The report is in {0}.</source>
      <translation>El informe está en {0}.</translation>
    </message>
    <message>
      <source>This is all that a report holds: versions, settings, counts and the end of the log. No music, and no names of your files unless you tick them. Nothing is sent: save it, and attach it where you ask for help.</source>
      <translation>Esto es todo lo que contiene un informe: versiones, ajustes, recuentos y el final del registro. Nada de música, ni nombres de sus archivos salvo que los marque. No se envía nada: guárdelo y adjúntelo donde pida ayuda.</translation>
    </message>
    <message>
      <source>With the paths and names of my files</source>
      <translation>Con las rutas y los nombres de mis archivos</translation>
    </message>
  </context>
  <context>
    <name>ResultPage</name>
    <message numerus="yes">
      <source>%Ln already said so</source>
      <translation>
        <numerusform>%Ln ya lo decía</numerusform>
        <numerusform>%Ln ya lo decían</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln failed</source>
      <translation>
        <numerusform>%Ln con fallo</numerusform>
        <numerusform>%Ln con fallos</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files written</source>
      <translation>
        <numerusform>%Ln archivo escrito</numerusform>
        <numerusform>%Ln archivos escritos</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln skipped</source>
      <translation>
        <numerusform>%Ln omitido</numerusform>
        <numerusform>%Ln omitidos</numerusform>
      </translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <source>Every file was read back and says what it should.</source>
      <translation>Cada archivo se volvió a leer y dice lo que debe.</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Archivo</translation>
    </message>
    <message>
      <source>Files left as they are</source>
      <translation>Archivos dejados como están</translation>
    </message>
    <message>
      <source>Open the history</source>
      <translation>Abrir el historial</translation>
    </message>
    <message>
      <source>What happened</source>
      <translation>Qué ocurrió</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>Motivo</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>con fallo</translation>
    </message>
    <message>
      <source>skipped</source>
      <translation>omitido</translation>
    </message>
    <message numerus="yes">
      <source>stopped before %Ln files had their turn</source>
      <translation>
        <numerusform>detenido antes de que le tocara el turno a %Ln archivo</numerusform>
        <numerusform>detenido antes de que les tocara el turno a %Ln archivos</numerusform>
      </translation>
    </message>
    <message>
      <source>stopped before the end</source>
      <translation>detenido antes del final</translation>
    </message>
  </context>
  <context>
    <name>ReviewBar</name>
    <message>
      <source>Check the files' genres</source>
      <translation>Comprobar los géneros de los archivos</translation>
    </message>
    <message>
      <source>Keys (?)</source>
      <translation>Teclas (?)</translation>
    </message>
    <message>
      <source>Leave</source>
      <translation>Salir</translation>
    </message>
    <message>
      <source>Leave the review (Esc)</source>
      <translation>Salir de la revisión (Esc)</translation>
    </message>
    <message>
      <source>Order of the review</source>
      <translation>Orden de la revisión</translation>
    </message>
    <message>
      <source>Progress of the review</source>
      <translation>Progreso de la revisión</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Revisar</translation>
    </message>
    <message>
      <source>{0} of {1}</source>
      <translation>{0} de {1}</translation>
    </message>
  </context>
  <context>
    <name>ReviewEnd</name>
    <message>
      <source>All reviewed</source>
      <translation>Todo revisado</translation>
    </message>
    <message>
      <source>Back to the library</source>
      <translation>Volver a la biblioteca</translation>
    </message>
    <message>
      <source>Nothing is in your files yet: Write does that.</source>
      <translation>Aún no hay nada en sus archivos: de eso se encarga Escribir.</translation>
    </message>
    <message>
      <source>Nothing to review</source>
      <translation>Nada que revisar</translation>
    </message>
    <message>
      <source>Review ended</source>
      <translation>Revisión terminada</translation>
    </message>
    <message>
      <source>Take the last one back</source>
      <translation>Deshacer el último</translation>
    </message>
    <message>
      <source>changed</source>
      <translation>cambiadas</translation>
    </message>
    <message>
      <source>chosen as the file has it</source>
      <translation>elegidas como las tiene el archivo</translation>
    </message>
    <message>
      <source>kept</source>
      <translation>conservadas</translation>
    </message>
    <message>
      <source>not decided</source>
      <translation>sin decidir</translation>
    </message>
    <message>
      <source>put off</source>
      <translation>aplazadas</translation>
    </message>
  </context>
  <context>
    <name>ReviewPage</name>
    <message>
      <source>Add it</source>
      <translation>Añadirlo</translation>
    </message>
    <message>
      <source>Add {0} to it</source>
      <translation>Añadirle {0}</translation>
    </message>
    <message numerus="yes">
      <source>All %Ln tracks of the album</source>
      <translation>
        <numerusform>%Ln pista del álbum</numerusform>
        <numerusform>Las %Ln pistas del álbum</numerusform>
      </translation>
    </message>
    <message>
      <source>Another genre</source>
      <translation>Otro género</translation>
    </message>
    <message>
      <source>Keep the file's genre</source>
      <translation>Conservar el del archivo</translation>
    </message>
    <message numerus="yes">
      <source>Keep what the files say for all %Ln tracks by {0}</source>
      <translation>
        <numerusform>Conservar lo que dice el archivo en %Ln pista de {0}</numerusform>
        <numerusform>Conservar lo que dicen los archivos en las %Ln pistas de {0}</numerusform>
      </translation>
    </message>
    <message>
      <source>Leave it without a genre</source>
      <translation>Dejarlo sin género</translation>
    </message>
    <message>
      <source>Skip</source>
      <translation>Aplazar</translation>
    </message>
    <message>
      <source>The album says</source>
      <translation>Así suena el álbum</translation>
    </message>
    <message>
      <source>The file says</source>
      <translation>El archivo dice</translation>
    </message>
    <message>
      <source>This artist is right</source>
      <translation>Este artista es correcto</translation>
    </message>
    <message>
      <source>Whole album</source>
      <translation>Todo el álbum</translation>
    </message>
    <message>
      <source>no genre</source>
      <translation>sin género</translation>
    </message>
    <message>
      <source>nothing yet</source>
      <translation>aún nada</translation>
    </message>
    <message numerus="yes">
      <source>{0} for all %Ln tracks</source>
      <translation>
        <numerusform>{0} para %Ln pista</numerusform>
        <numerusform>{0} para las %Ln pistas</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ReviewPane</name>
    <message>
      <source>1…9 chooses</source>
      <translation>1…9 elige</translation>
    </message>
    <message>
      <source>A track has left the library and was passed over.</source>
      <translation>Una pista salió de la biblioteca y se pasó por alto.</translation>
    </message>
    <message>
      <source>Earmark does not know the genre of this track: name one yourself, with 1…9 or /</source>
      <translation>Earmark no conoce el género de esta pista: nómbrelo usted, con 1…9 o /</translation>
    </message>
    <message numerus="yes">
      <source>Kept as they are: %n tracks by {0}</source>
      <translation>
        <numerusform>Conservada como está: %n pista de {0}</numerusform>
        <numerusform>Conservadas como están: %n pistas de {0}</numerusform>
      </translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Revisar</translation>
    </message>
    <message>
      <source>That is for checking the files' genres, in the menu.</source>
      <translation>Eso es para comprobar los géneros de los archivos, en el menú.</translation>
    </message>
    <message>
      <source>The track</source>
      <translation>La pista</translation>
    </message>
    <message>
      <source>There is no other track to hear: compare first.</source>
      <translation>No hay otra pista que oír: compare primero.</translation>
    </message>
    <message>
      <source>There is no suggestion to accept: type a genre with /</source>
      <translation>No hay sugerencia que aceptar: escriba un género con /</translation>
    </message>
    <message>
      <source>There is no suggestion to add: type a genre with /</source>
      <translation>No hay sugerencia que añadir: escriba un género con /</translation>
    </message>
    <message>
      <source>There is no suggestion to use: type a genre with /</source>
      <translation>No hay sugerencia que usar: escriba un género con /</translation>
    </message>
    <message>
      <source>{0} accepts</source>
      <translation>{0} acepta</translation>
    </message>
    <message>
      <source>{0} shows all keys</source>
      <translation>{0} muestra todas las teclas</translation>
    </message>
  </context>
  <context>
    <name>ReviewVerdicts</name>
    <message numerus="yes">
      <source>Taken back: %n verdicts</source>
      <translation>
        <numerusform>Deshecho: %n veredicto</numerusform>
        <numerusform>Deshechos: %n veredictos</numerusform>
      </translation>
    </message>
    <message>
      <source>There is nothing to take back.</source>
      <translation>No hay nada que deshacer.</translation>
    </message>
    <message numerus="yes">
      <source>{0} for %n tracks of the album</source>
      <translation>
        <numerusform>{0} para %n pista del álbum</numerusform>
        <numerusform>{0} para %n pistas del álbum</numerusform>
      </translation>
    </message>
    <message>
      <source>{0}: kept as it is</source>
      <translation>{0}: se conserva como está</translation>
    </message>
    <message>
      <source>{0}: put off</source>
      <translation>{0}: aplazada</translation>
    </message>
  </context>
  <context>
    <name>RunDisplay</name>
    <message numerus="yes">
      <source>%Ln failed</source>
      <translation>
        <numerusform>%Ln con fallo</numerusform>
        <numerusform>%Ln con fallos</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files hold no music that Earmark reads.</source>
      <translation>
        <numerusform>%Ln archivo no contiene música que Earmark lea.</numerusform>
        <numerusform>%Ln archivos no contienen música que Earmark lea.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files or folders could not be read.</source>
      <translation>
        <numerusform>No se pudo leer %Ln archivo o carpeta.</numerusform>
        <numerusform>No se pudieron leer %Ln archivos o carpetas.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln sure</source>
      <translation>
        <numerusform>%Ln segura</numerusform>
        <numerusform>%Ln seguras</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln to review</source>
      <translation>
        <numerusform>%Ln por revisar</numerusform>
        <numerusform>%Ln por revisar</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks added.</source>
      <translation>
        <numerusform>%Ln pista añadida.</numerusform>
        <numerusform>%Ln pistas añadidas.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks analysed.</source>
      <translation>
        <numerusform>%Ln pista analizada.</numerusform>
        <numerusform>%Ln pistas analizadas.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln unknown</source>
      <translation>
        <numerusform>%Ln desconocida</numerusform>
        <numerusform>%Ln desconocidas</numerusform>
      </translation>
    </message>
    <message>
      <source>It stays in the list of folders, and music that comes into it is found.</source>
      <translation>Sigue en la lista de carpetas, y la música que llegue a ella se encontrará.</translation>
    </message>
    <message>
      <source>No music was found in {0}.</source>
      <translation>No se encontró música en {0}.</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Revisar</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>Mostrar</translation>
    </message>
    <message numerus="yes">
      <source>Stopped: %Ln tracks analysed, the others are not yet.</source>
      <translation>
        <numerusform>Detenido: %Ln pista analizada, las demás aún no.</numerusform>
        <numerusform>Detenido: %Ln pistas analizadas, las demás aún no.</numerusform>
      </translation>
    </message>
    <message>
      <source>They are analysed next.</source>
      <translation>Se analizarán a continuación.</translation>
    </message>
  </context>
  <context>
    <name>Runs</name>
    <message>
      <source>Adding</source>
      <translation>Añadiendo</translation>
    </message>
    <message>
      <source>Analysing</source>
      <translation>Analizando</translation>
    </message>
    <message>
      <source>Reading tags</source>
      <translation>Leyendo etiquetas</translation>
    </message>
  </context>
  <context>
    <name>ScoresView</name>
    <message>
      <source>What the model heard</source>
      <translation>Lo que oyó el modelo</translation>
    </message>
    <message>
      <source>{0}, chosen</source>
      <translation>{0}, elegido</translation>
    </message>
  </context>
  <context>
    <name>SeekBar</name>
    <message>
      <source>Position in the track</source>
      <translation>Posición en la pista</translation>
    </message>
  </context>
  <context>
    <name>SettingsDialog</name>
    <message>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <source>Export the settings</source>
      <translation>Exportar los ajustes</translation>
    </message>
    <message>
      <source>Export…</source>
      <translation>Exportar…</translation>
    </message>
    <message>
      <source>Files</source>
      <translation>Archivos</translation>
    </message>
    <message>
      <source>Genres</source>
      <translation>Géneros</translation>
    </message>
    <message>
      <source>Import…</source>
      <translation>Importar…</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Teclas</translation>
    </message>
    <message>
      <source>Listening</source>
      <translation>Escucha</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>Páginas</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>Guardar</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Ajustes</translation>
    </message>
    <message>
      <source>Settings (*.json)</source>
      <translation>Ajustes (*.json)</translation>
    </message>
    <message>
      <source>Settings to import</source>
      <translation>Ajustes que importar</translation>
    </message>
    <message>
      <source>The settings are in {0}.</source>
      <translation>Los ajustes están en {0}.</translation>
    </message>
    <message>
      <source>This is what the file says. It holds once you save it.</source>
      <translation>Esto es lo que dice el archivo. Vale cuando lo guarde.</translation>
    </message>
    <message>
      <source>Window</source>
      <translation>Ventana</translation>
    </message>
  </context>
  <context>
    <name>SideBar</name>
    <message>
      <source>Add a folder</source>
      <translation>Añadir una carpeta</translation>
    </message>
    <message>
      <source>Add a folder ({0})</source>
      <translation>Añadir una carpeta ({0})</translation>
    </message>
    <message>
      <source>All folders</source>
      <translation>Todas las carpetas</translation>
    </message>
    <message>
      <source>FOLDERS</source>
      <translation>CARPETAS</translation>
    </message>
    <message>
      <source>Folders</source>
      <translation>Carpetas</translation>
    </message>
    <message>
      <source>Forget this folder</source>
      <translation>Olvidar esta carpeta</translation>
    </message>
    <message>
      <source>It holds no music now. What comes into it is found; “Forget this folder” in its menu drops it.</source>
      <translation>Ahora no contiene música. Lo que llegue se encontrará; «Olvidar esta carpeta», en su menú, la quita de la lista.</translation>
    </message>
    <message>
      <source>LIBRARY</source>
      <translation>BIBLIOTECA</translation>
    </message>
    <message>
      <source>Look for changes</source>
      <translation>Buscar cambios</translation>
    </message>
    <message>
      <source>Not connected. Its tracks stay in the library.</source>
      <translation>Sin conexión. Sus pistas siguen en la biblioteca.</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
      <source>The file is not there any more. “Forget this folder” in its menu drops it.</source>
      <translation>El archivo ya no está. «Olvidar esta carpeta», en su menú, lo quita de la lista.</translation>
    </message>
    <message>
      <source>Views</source>
      <translation>Vistas</translation>
    </message>
    <message>
      <source>empty</source>
      <translation>vacía</translation>
    </message>
    <message>
      <source>not connected</source>
      <translation>no conectada</translation>
    </message>
    <message numerus="yes">
      <source>{0}, %Ln track(s)</source>
      <translation>
        <numerusform>{0}, %Ln pista</numerusform>
        <numerusform>{0}, %Ln pistas</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{0}, %Ln tracks</source>
      <translation>
        <numerusform>{0}, %Ln pista</numerusform>
        <numerusform>{0}, %Ln pistas</numerusform>
      </translation>
    </message>
    <message>
      <source>“{0}” is the same folder as “{1}” under another name; its tracks are listed there.</source>
      <translation>«{0}» es la misma carpeta que «{1}» con otro nombre; sus pistas figuran allí.</translation>
    </message>
  </context>
  <context>
    <name>SoundPanel</name>
    <message>
      <source>Drawing the sound…</source>
      <translation>Dibujando el sonido…</translation>
    </message>
    <message>
      <source>There is no sound to draw.</source>
      <translation>No hay sonido que dibujar.</translation>
    </message>
    <message>
      <source>What plays is drawn here as you hear it.</source>
      <translation>Muestra lo que suena.</translation>
    </message>
    <message>
      <source>not analysed: no evidence yet</source>
      <translation>sin analizar: aún no hay indicios</translation>
    </message>
  </context>
  <context>
    <name>SpectrogramView</name>
    <message>
      <source>Loudness of the track by time and frequency. A click plays from there.</source>
      <translation>Sonoridad de la pista por tiempo y frecuencia. Un clic reproduce desde ahí.</translation>
    </message>
    <message>
      <source>Mel spectrogram</source>
      <translation>Espectrograma mel</translation>
    </message>
  </context>
  <context>
    <name>SurePage</name>
    <message>
      <source>At least this sure:</source>
      <translation>Al menos así de segura:</translation>
    </message>
    <message>
      <source>Expected wrong</source>
      <translation>Errores esperados</translation>
    </message>
    <message>
      <source>Genre</source>
      <translation>Género</translation>
    </message>
    <message>
      <source>Genres</source>
      <translation>Géneros</translation>
    </message>
    <message>
      <source>How sure, in per cent</source>
      <translation>Seguridad, en tanto por ciento</translation>
    </message>
    <message>
      <source>Tracks</source>
      <translation>Pistas</translation>
    </message>
    <message>
      <source>You agreed lately</source>
      <translation>Acuerdo reciente</translation>
    </message>
    <message>
      <source>{0} of {1}</source>
      <translation>{0} de {1}</translation>
    </message>
  </context>
  <context>
    <name>TrackActions</name>
    <message>
      <source>Accept what was heard</source>
      <translation>Aceptar lo oído</translation>
    </message>
    <message>
      <source>Analyse again</source>
      <translation>Volver a analizar</translation>
    </message>
    <message>
      <source>Copy path</source>
      <translation>Copiar la ruta</translation>
    </message>
    <message numerus="yes">
      <source>Genre of the %Ln selected tracks</source>
      <translation>
        <numerusform>Género de %Ln pista seleccionada</numerusform>
        <numerusform>Género de las %Ln pistas seleccionadas</numerusform>
      </translation>
    </message>
    <message>
      <source>Genre of “{0}”</source>
      <translation>Género de «{0}»</translation>
    </message>
    <message>
      <source>Leave the file as it is</source>
      <translation>Dejar el archivo como está</translation>
    </message>
    <message>
      <source>Never touch the genres of these files…</source>
      <translation>No tocar nunca los géneros de estos archivos…</translation>
    </message>
    <message>
      <source>Never touch them</source>
      <translation>No tocarlos nunca</translation>
    </message>
    <message numerus="yes">
      <source>Never touch these %Ln genres?</source>
      <translation>
        <numerusform>¿No tocar nunca este %Ln género?</numerusform>
        <numerusform>¿No tocar nunca estos %Ln géneros?</numerusform>
      </translation>
    </message>
    <message>
      <source>Never touch these genres?</source>
      <translation>¿No tocar nunca estos géneros?</translation>
    </message>
    <message>
      <source>Only this folder</source>
      <translation>Solo esta carpeta</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Revisar</translation>
    </message>
    <message>
      <source>Set genre…</source>
      <translation>Fijar el género…</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
      <source>Skip</source>
      <translation>Aplazar</translation>
    </message>
    <message>
      <source>There is nothing to undo.</source>
      <translation>No hay nada que deshacer.</translation>
    </message>
    <message>
      <source>These files hold no genre that is not on the keep-list already.</source>
      <translation>Estos archivos no tienen ningún género que no esté ya protegido.</translation>
    </message>
    <message>
      <source>Undo the last step</source>
      <translation>Deshacer el último paso</translation>
    </message>
    <message>
      <source>Write…</source>
      <translation>Escribir…</translation>
    </message>
    <message>
      <source>{0}: wherever a file holds one of these, Earmark leaves it there. The settings list them.</source>
      <translation>{0}: donde un archivo tenga uno de ellos, Earmark lo deja. Los ajustes los enumeran.</translation>
    </message>
  </context>
  <context>
    <name>TrackPage</name>
    <message>
      <source>Nothing matches.</source>
      <translation>Nada coincide.</translation>
    </message>
  </context>
  <context>
    <name>TrackView</name>
    <message>
      <source>As delivered</source>
      <translation>Como de fábrica</translation>
    </message>
    <message>
      <source>Columns</source>
      <translation>Columnas</translation>
    </message>
    <message>
      <source>Tracks</source>
      <translation>Pistas</translation>
    </message>
  </context>
  <context>
    <name>Transport</name>
    <message>
      <source>Pause (Space)</source>
      <translation>Pausar (Espacio)</translation>
    </message>
    <message>
      <source>Play (Space)</source>
      <translation>Reproducir (Espacio)</translation>
    </message>
  </context>
  <context>
    <name>UnreadDialog</name>
    <message numerus="yes">
      <source>%Ln files or folders could not be read</source>
      <translation>
        <numerusform>%Ln archivo o carpeta no se pudo leer</numerusform>
        <numerusform>%Ln archivos o carpetas no se pudieron leer</numerusform>
      </translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Cerrar</translation>
    </message>
    <message>
      <source>Everything could be read</source>
      <translation>Todo se pudo leer</translation>
    </message>
    <message>
      <source>File or folder</source>
      <translation>Archivo o carpeta</translation>
    </message>
    <message>
      <source>Not read</source>
      <translation>No leídos</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
      <source>What could not be read</source>
      <translation>Lo que no se pudo leer</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>Por qué</translation>
    </message>
  </context>
  <context>
    <name>WindowPage</name>
    <message>
      <source>Another language is spoken from the next start on.</source>
      <translation>El idioma cambia a partir del próximo inicio.</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>Colores</translation>
    </message>
    <message>
      <source>Higher rows</source>
      <translation>Filas más altas</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Idioma</translation>
    </message>
    <message>
      <source>Play to</source>
      <translation>Reproducir en</translation>
    </message>
    <message>
      <source>as the system</source>
      <translation>como el sistema</translation>
    </message>
    <message>
      <source>dark</source>
      <translation>oscuro</translation>
    </message>
    <message>
      <source>light</source>
      <translation>claro</translation>
    </message>
    <message>
      <source>{0} (not connected)</source>
      <translation>{0} (sin conexión)</translation>
    </message>
  </context>
  <context>
    <name>WritePreview</name>
    <message numerus="yes">
      <source>%Ln files are read-only and will be skipped.</source>
      <translation>
        <numerusform>%Ln archivo es de solo lectura y se omitirá.</numerusform>
        <numerusform>%Ln archivos son de solo lectura y se omitirán.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files lie in folders that may not be written to.</source>
      <translation>
        <numerusform>%Ln archivo está en una carpeta en la que no se puede escribir.</numerusform>
        <numerusform>%Ln archivos están en carpetas en las que no se puede escribir.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files stay as they are</source>
      <translation>
        <numerusform>%Ln archivo queda como está</numerusform>
        <numerusform>%Ln archivos quedan como están</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files would change</source>
      <translation>
        <numerusform>Cambiaría %Ln archivo</numerusform>
        <numerusform>Cambiarían %Ln archivos</numerusform>
      </translation>
    </message>
    <message>
      <source>All changes</source>
      <translation>Todos los cambios</translation>
    </message>
    <message>
      <source>All genres</source>
      <translation>Todos los géneros</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Cancelar</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>Cambios</translation>
    </message>
    <message>
      <source>Had no genre</source>
      <translation>No tenía género</translation>
    </message>
    <message>
      <source>Kind of change</source>
      <translation>Tipo de cambio</translation>
    </message>
    <message>
      <source>Left as they are</source>
      <translation>Se quedan como están</translation>
    </message>
    <message>
      <source>Looking at what would change…</source>
      <translation>Viendo qué cambiaría…</translation>
    </message>
    <message>
      <source>New genre</source>
      <translation>Género nuevo</translation>
    </message>
    <message>
      <source>Nothing is written yet.</source>
      <translation>Aún no se escribe nada.</translation>
    </message>
    <message>
      <source>Nothing would change</source>
      <translation>Nada cambiaría</translation>
    </message>
    <message>
      <source>One is added</source>
      <translation>Se añade uno</translation>
    </message>
    <message>
      <source>One is replaced</source>
      <translation>Se sustituye uno</translation>
    </message>
    <message>
      <source>Only the genre is touched. Each file is checked after the write, and all of it can be undone.</source>
      <translation>Solo se toca el género. Cada archivo se comprueba tras escribirlo, y todo se puede deshacer.</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Buscar</translation>
    </message>
    <message>
      <source>Search the changes</source>
      <translation>Buscar en los cambios</translation>
    </message>
    <message>
      <source>The files already say what was chosen, or the rule below protects them.</source>
      <translation>Los archivos ya dicen lo que se eligió, o la regla de abajo los protege.</translation>
    </message>
    <message>
      <source>The model's doubts about the ticked tracks, added up; your own choices count as right.</source>
      <translation>Las dudas del modelo sobre las pistas marcadas, sumadas; lo que usted eligió cuenta como correcto.</translation>
    </message>
    <message>
      <source>Tick all</source>
      <translation>Marcar todo</translation>
    </message>
    <message>
      <source>Untick all</source>
      <translation>Desmarcar todo</translation>
    </message>
    <message>
      <source>What has no room to spare in its tags is left as it is.</source>
      <translation>Lo que no tenga espacio libre en sus etiquetas se deja como está.</translation>
    </message>
    <message>
      <source>What to do where a file has a genre</source>
      <translation>Qué hacer si un archivo tiene género</translation>
    </message>
    <message>
      <source>Where a file has a genre:</source>
      <translation>Si un archivo tiene género:</translation>
    </message>
    <message>
      <source>Why stands beside each. What you ticked is written all the same.</source>
      <translation>El motivo figura al lado. Lo marcado se escribe de todos modos.</translation>
    </message>
    <message>
      <source>Write</source>
      <translation>Escribir</translation>
    </message>
    <message numerus="yes">
      <source>Write %Ln files</source>
      <translation>
        <numerusform>Escribir %Ln archivo</numerusform>
        <numerusform>Escribir %Ln archivos</numerusform>
      </translation>
    </message>
    <message>
      <source>Write genres</source>
      <translation>Escribir géneros</translation>
    </message>
    <message numerus="yes">
      <source>about %Ln expected to be wrong</source>
      <translation>
        <numerusform>se espera cerca de %Ln equivocada</numerusform>
        <numerusform>se esperan cerca de %Ln equivocadas</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>WriteQuestion</name>
    <message>
      <source>Give them back what they held before, byte for byte?</source>
      <translation>¿Devolverles lo que tenían antes, byte por byte?</translation>
    </message>
    <message>
      <source>Only the last verdict</source>
      <translation>Solo el último veredicto</translation>
    </message>
    <message>
      <source>Take back a write?</source>
      <translation>¿Deshacer una escritura?</translation>
    </message>
    <message numerus="yes">
      <source>The last thing done was writing %Ln files.</source>
      <translation>
        <numerusform>Lo último que se hizo fue escribir %Ln archivo.</numerusform>
        <numerusform>Lo último que se hizo fue escribir %Ln archivos.</numerusform>
      </translation>
    </message>
    <message>
      <source>Undo the write</source>
      <translation>Deshacer la escritura</translation>
    </message>
  </context>
  <context>
    <name>bulk</name>
    <message>
      <source>about {0}</source>
      <translation>cerca de {0}</translation>
    </message>
    <message>
      <source>under 1</source>
      <translation>menos de 1</translation>
    </message>
  </context>
  <context>
    <name>columns</name>
    <message>
      <source>Album</source>
      <translation>Álbum</translation>
    </message>
    <message>
      <source>Artist</source>
      <translation>Artista</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>Carpeta</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>Formato</translation>
    </message>
    <message>
      <source>Heard</source>
      <translation>Oído</translation>
    </message>
    <message>
      <source>In the file</source>
      <translation>En archivo</translation>
    </message>
    <message>
      <source>Picture of the sound</source>
      <translation>Imagen del sonido</translation>
    </message>
    <message>
      <source>State</source>
      <translation>Estado</translation>
    </message>
    <message>
      <source>Sure</source>
      <translation>Seguro</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Duración</translation>
    </message>
    <message>
      <source>Title</source>
      <translation>Título</translation>
    </message>
    <message>
      <source>What changes</source>
      <translation>Qué cambia</translation>
    </message>
    <message>
      <source>Year</source>
      <translation>Año</translation>
    </message>
  </context>
  <context>
    <name>core</name>
    <message>
      <source>A genre is named twice.</source>
      <translation>Un género se nombra dos veces.</translation>
    </message>
    <message>
      <source>A genre needs a name.</source>
      <translation>Un género necesita un nombre.</translation>
    </message>
    <message>
      <source>A genre's name can have 250 characters at most.</source>
      <translation>El nombre de un género puede tener 250 caracteres como mucho.</translation>
    </message>
    <message>
      <source>A genre's name cannot hold control characters or what is no text.</source>
      <translation>El nombre de un género no puede contener caracteres de control ni nada que no sea texto.</translation>
    </message>
    <message>
      <source>A pattern and the genre that is meant, for comparing with what a file has. * stands for anything.</source>
      <translation>Un patrón y el género al que se refiere, para comparar con lo que tiene un archivo. * vale por cualquier cosa.</translation>
    </message>
    <message>
      <source>A second reader cannot follow its tags.</source>
      <translation>Un segundo lector no puede seguir sus etiquetas.</translation>
    </message>
    <message>
      <source>Added to the genres it has.</source>
      <translation>Añadido a los géneros que tiene.</translation>
    </message>
    <message>
      <source>An empty path names no file or folder; the current folder is “.”.</source>
      <translation>Una ruta vacía no nombra ningún archivo ni carpeta; la carpeta actual es «.».</translation>
    </message>
    <message>
      <source>Another Earmark (process {0}) is {1} just now, on the same library.</source>
      <translation>Otro Earmark (proceso {0}) {1} ahora mismo en la misma biblioteca.</translation>
    </message>
    <message>
      <source>Another Earmark is busy with it; try again when it has finished.</source>
      <translation>Otro Earmark la está usando; inténtelo de nuevo cuando termine.</translation>
    </message>
    <message>
      <source>Another Earmark is writing just now.</source>
      <translation>Otro Earmark está escribiendo ahora.</translation>
    </message>
    <message>
      <source>Another Earmark {0} just now, on the same library.</source>
      <translation>Otro Earmark {0} ahora mismo en la misma biblioteca.</translation>
    </message>
    <message>
      <source>Another program changed the file before batch {0} wrote it again: it cannot go back so far.</source>
      <translation>Otro programa cambió el archivo antes de que el lote {0} lo escribiera de nuevo: no se puede volver tan atrás.</translation>
    </message>
    <message>
      <source>Another program holds the file.</source>
      <translation>Otro programa tiene abierto el archivo.</translation>
    </message>
    <message>
      <source>Check its name.</source>
      <translation>Compruebe el nombre.</translation>
    </message>
    <message>
      <source>Check that the folder exists and may be written to, or set EARMARK_HOME to another folder.</source>
      <translation>Compruebe que la carpeta existe y se puede escribir en ella, o ponga EARMARK_HOME en otra carpeta.</translation>
    </message>
    <message>
      <source>Check the permissions of both.</source>
      <translation>Compruebe los permisos de ambos.</translation>
    </message>
    <message>
      <source>Choose a file that Earmark exported.</source>
      <translation>Elija un archivo exportado por Earmark.</translation>
    </message>
    <message>
      <source>Choose another model in the settings, or put its folder back; `earmark doctor` tells more.</source>
      <translation>Elija otro modelo en los ajustes o devuelva su carpeta; `earmark doctor` dice más.</translation>
    </message>
    <message>
      <source>Close it there and try again.</source>
      <translation>Ciérrelo allí e inténtelo de nuevo.</translation>
    </message>
    <message>
      <source>Confidence from 0 to 1 from which a second genre is written, where more than one per file is allowed.</source>
      <translation>Seguridad desde la que se escribe un segundo género, si se permite más de uno por archivo.</translation>
    </message>
    <message>
      <source>Copy it again from where it came.</source>
      <translation>Cópielo otra vez desde su origen.</translation>
    </message>
    <message>
      <source>Earmark failed on this file: {0}</source>
      <translation>Earmark falló con este archivo: {0}</translation>
    </message>
    <message>
      <source>Earmark's folder cannot be written: {0}.</source>
      <translation>No se puede escribir en la carpeta de Earmark: {0}.</translation>
    </message>
    <message>
      <source>Earmark's folder {0} cannot be made: {1}.</source>
      <translation>No se puede crear la carpeta de Earmark {0}: {1}.</translation>
    </message>
    <message>
      <source>Earmark's list of genres {0} cannot be read.</source>
      <translation>No se puede leer la lista de géneros de Earmark {0}.</translation>
    </message>
    <message>
      <source>FFmpeg cannot read it: {0}.</source>
      <translation>FFmpeg no puede leerlo: {0}.</translation>
    </message>
    <message>
      <source>FFmpeg has no decoder for its sound.</source>
      <translation>FFmpeg no tiene decodificador para su sonido.</translation>
    </message>
    <message>
      <source>Free some space and try again.</source>
      <translation>Libere espacio e inténtelo de nuevo.</translation>
    </message>
    <message>
      <source>Free some space on that disk and try again.</source>
      <translation>Libere espacio en ese disco e inténtelo de nuevo.</translation>
    </message>
    <message>
      <source>Genres and their parents, in addition to those Earmark knows; several parents are separated by semicolons.</source>
      <translation>Géneros y a qué pertenecen, además de los que Earmark conoce; si son varios, separados por punto y coma.</translation>
    </message>
    <message>
      <source>Genres per file at most</source>
      <translation>Máximo de géneros por archivo</translation>
    </message>
    <message>
      <source>Genres that stay in a file under every policy. * stands for anything.</source>
      <translation>Géneros que se quedan en el archivo con cualquier regla. * vale por cualquier cosa.</translation>
    </message>
    <message>
      <source>How a genre of the model is to be spelt in your files.</source>
      <translation>Cómo se escribe un género del modelo en sus archivos.</translation>
    </message>
    <message>
      <source>How many genres of its own Earmark writes into a file, 1 to 10. Those the file keeps do not count.</source>
      <translation>Cuántos géneros propios escribe Earmark en un archivo, de 1 a 10. Los que el archivo conserva no cuentan.</translation>
    </message>
    <message>
      <source>How sure a second genre must be</source>
      <translation>Seguridad para un segundo género</translation>
    </message>
    <message>
      <source>Install Earmark again, or train the model again if it is your own.</source>
      <translation>Instale Earmark de nuevo o, si el modelo es suyo, entrénelo otra vez.</translation>
    </message>
    <message>
      <source>Install Earmark again; if it stays, report it together with the output of 'earmark doctor'.</source>
      <translation>Instale Earmark de nuevo; si continúa, infórmelo junto con la salida de «earmark doctor».</translation>
    </message>
    <message>
      <source>Install Earmark anew.</source>
      <translation>Instale Earmark de nuevo.</translation>
    </message>
    <message>
      <source>Install Earmark anew; `earmark doctor` tells what is missing.</source>
      <translation>Instale Earmark de nuevo; `earmark doctor` dice qué falta.</translation>
    </message>
    <message>
      <source>Install that version.</source>
      <translation>Instale esa versión.</translation>
    </message>
    <message>
      <source>Is the disk full or read-only?</source>
      <translation>¿Está el disco lleno o es de solo lectura?</translation>
    </message>
    <message>
      <source>It had no genre.</source>
      <translation>No tenía género.</translation>
    </message>
    <message>
      <source>It has exactly these genres already.</source>
      <translation>Ya tiene exactamente estos géneros.</translation>
    </message>
    <message>
      <source>It has these genres already.</source>
      <translation>Ya tiene estos géneros.</translation>
    </message>
    <message>
      <source>It has this genre already.</source>
      <translation>Ya tiene este género.</translation>
    </message>
    <message>
      <source>It has “{0}” already, as “{1}”.</source>
      <translation>Ya tiene «{0}», escrito «{1}».</translation>
    </message>
    <message>
      <source>It has “{0}” already.</source>
      <translation>Ya tiene «{0}».</translation>
    </message>
    <message>
      <source>It is no music file that Earmark knows.</source>
      <translation>No es un archivo de música que Earmark conozca.</translation>
    </message>
    <message>
      <source>It is no regular file.</source>
      <translation>No es un archivo normal.</translation>
    </message>
    <message>
      <source>It sounds like none of the model's genres.</source>
      <translation>No suena a ninguno de los géneros del modelo.</translation>
    </message>
    <message>
      <source>It was written again in batch {0}: undo that one first.</source>
      <translation>Se volvió a escribir en el lote {0}: deshaga ese primero.</translation>
    </message>
    <message>
      <source>Its drive may be away or very slow.</source>
      <translation>Puede que su unidad no esté conectada o sea muy lenta.</translation>
    </message>
    <message>
      <source>Its genre “{0}” says nothing.</source>
      <translation>Su género, «{0}», no dice nada.</translation>
    </message>
    <message>
      <source>Its own genre “{0}” is kept.</source>
      <translation>Se conserva su propio género, «{0}».</translation>
    </message>
    <message>
      <source>Its tags are not read: {0}.</source>
      <translation>No se leen sus etiquetas: {0}.</translation>
    </message>
    <message>
      <source>Its tags cannot be followed: they are damaged.</source>
      <translation>No se pueden leer sus etiquetas: están dañadas.</translation>
    </message>
    <message>
      <source>Its tags cannot be followed: {0}.</source>
      <translation>No se pueden seguir sus etiquetas: {0}.</translation>
    </message>
    <message>
      <source>Its write was interrupted, and its drive or folder is not there now; it is mended when it is there again.</source>
      <translation>La escritura se interrumpió y su unidad o carpeta no está ahora; se arreglará cuando vuelva.</translation>
    </message>
    <message>
      <source>Left as it is: a second reader cannot follow its tags.</source>
      <translation>Se dejó como está: un segundo lector no entiende sus etiquetas.</translation>
    </message>
    <message>
      <source>Left as it is: its attribute {0} could not be kept.</source>
      <translation>Se dejó como está: no se podría conservar su atributo {0}.</translation>
    </message>
    <message>
      <source>Left as it is: its tags are damaged.</source>
      <translation>Se dejó como está: sus etiquetas están dañadas.</translation>
    </message>
    <message>
      <source>Left as it is: {0}.</source>
      <translation>Se dejó como está: {0}.</translation>
    </message>
    <message>
      <source>Listen to it again in the table's context menu, or with 'earmark analyse FILE --again'.</source>
      <translation>Puede volver a escucharlo en el menú contextual de la tabla o con «earmark analyse FILE --again».</translation>
    </message>
    <message>
      <source>Make it by hand, or set EARMARK_HOME to a folder that can be written to.</source>
      <translation>Créela a mano o ponga EARMARK_HOME en una carpeta en la que se pueda escribir.</translation>
    </message>
    <message>
      <source>Make it writable and try again.</source>
      <translation>Permita escribir en él e inténtelo de nuevo.</translation>
    </message>
    <message>
      <source>Mend the file, or choose anew: it is then kept under another name.</source>
      <translation>Corrija el archivo o elija de nuevo: se conserva entonces con otro nombre.</translation>
    </message>
    <message>
      <source>Metal also as Rock: needs at least two genres per file.</source>
      <translation>Metal también como Rock: necesita al menos dos géneros por archivo.</translation>
    </message>
    <message>
      <source>Move it away; Earmark then starts a new one.</source>
      <translation>Muévala a otro sitio; Earmark empezará una nueva.</translation>
    </message>
    <message>
      <source>Move the file away; a new scan and analysis builds a new one. Your music files are not affected.</source>
      <translation>Mueva el archivo a otro sitio; una nueva lectura y un nuevo análisis crean otro. Sus archivos de música no se ven afectados.</translation>
    </message>
    <message>
      <source>Name at least one.</source>
      <translation>Nombre al menos uno.</translation>
    </message>
    <message>
      <source>Never touch these genres</source>
      <translation>No tocar nunca estos géneros</translation>
    </message>
    <message>
      <source>No genre was chosen.</source>
      <translation>No se eligió ningún género.</translation>
    </message>
    <message>
      <source>No genre was named.</source>
      <translation>No se nombró ningún género.</translation>
    </message>
    <message>
      <source>Own names for genres</source>
      <translation>Nombres propios para los géneros</translation>
    </message>
    <message>
      <source>Replaced.</source>
      <translation>Sustituido.</translation>
    </message>
    <message>
      <source>Replaced; “{0}” are on the keep-list.</source>
      <translation>Sustituido; «{0}» están protegidos.</translation>
    </message>
    <message>
      <source>Replaced; “{0}” is on the keep-list.</source>
      <translation>Sustituido; «{0}» está protegido.</translation>
    </message>
    <message>
      <source>Scan again.</source>
      <translation>Vuelva a leerlo.</translation>
    </message>
    <message>
      <source>Some network drives know no locks: set EARMARK_HOME to a folder on a disk of this computer.</source>
      <translation>Algunas unidades de red no admiten bloqueos: ponga EARMARK_HOME en una carpeta de un disco de este equipo.</translation>
    </message>
    <message>
      <source>Spellings of one genre</source>
      <translation>Grafías de un género</translation>
    </message>
    <message>
      <source>The analysis of this file crashed ({0}).</source>
      <translation>El análisis de este archivo se cayó ({0}).</translation>
    </message>
    <message>
      <source>The analysis took more than {0} seconds and was stopped.</source>
      <translation>El análisis tardó más de {0} segundos y se detuvo.</translation>
    </message>
    <message>
      <source>The analysis took more than {0} seconds of computing and was stopped.</source>
      <translation>El análisis necesitó más de {0} segundos de cálculo y se detuvo.</translation>
    </message>
    <message>
      <source>The analysis was stopped: its workers do not start.</source>
      <translation>El análisis se detuvo: sus procesos no arrancan.</translation>
    </message>
    <message>
      <source>The analysis was stopped: {0} workers in a row {1}, with no track heard in between.</source>
      <translation>El análisis se detuvo: {0} procesos seguidos fallaron ({1}) sin oír ninguna pista entre medias.</translation>
    </message>
    <message>
      <source>The chosen model “{0}” is not here any more, or is damaged.</source>
      <translation>El modelo elegido «{0}» ya no está aquí o está dañado.</translation>
    </message>
    <message>
      <source>The description of the model in {0} is not JSON: {1}.</source>
      <translation>La descripción del modelo en {0} no es JSON: {1}.</translation>
    </message>
    <message>
      <source>The description of the model in {0} is not a JSON object.</source>
      <translation>La descripción del modelo en {0} no es un objeto JSON.</translation>
    </message>
    <message>
      <source>The description of the model in {0} is not valid: {1}.</source>
      <translation>La descripción del modelo en {0} no es válida: {1}.</translation>
    </message>
    <message>
      <source>The description of the model in {0} lacks {1}.</source>
      <translation>A la descripción del modelo en {0} le falta {1}.</translation>
    </message>
    <message>
      <source>The description of the model in {0} names no hash for {1}.</source>
      <translation>La descripción del modelo en {0} no da ninguna suma de control para {1}.</translation>
    </message>
    <message>
      <source>The disk is read-only.</source>
      <translation>El disco es de solo lectura.</translation>
    </message>
    <message>
      <source>The file cannot be opened: {0}.</source>
      <translation>El archivo no se puede abrir: {0}.</translation>
    </message>
    <message>
      <source>The file cannot be reached: {0}.</source>
      <translation>No se puede acceder al archivo: {0}.</translation>
    </message>
    <message>
      <source>The file cannot be read: {0}.</source>
      <translation>El archivo no se puede leer: {0}.</translation>
    </message>
    <message>
      <source>The file changed since Earmark wrote it.</source>
      <translation>El archivo cambió desde que Earmark lo escribió.</translation>
    </message>
    <message>
      <source>The file changed since it was looked at.</source>
      <translation>El archivo cambió desde que se leyó.</translation>
    </message>
    <message>
      <source>The file could not be written: {0}.</source>
      <translation>No se pudo escribir el archivo: {0}.</translation>
    </message>
    <message>
      <source>The file has {0} names (hard links); a change would show under all or split them.</source>
      <translation>El archivo tiene {0} nombres (enlaces físicos); un cambio se vería en todos o los separaría.</translation>
    </message>
    <message>
      <source>The file holds no sound that can be decoded.</source>
      <translation>El archivo no contiene sonido que se pueda decodificar.</translation>
    </message>
    <message>
      <source>The file holds no sound.</source>
      <translation>El archivo no contiene sonido.</translation>
    </message>
    <message>
      <source>The file is empty.</source>
      <translation>El archivo está vacío.</translation>
    </message>
    <message>
      <source>The file is gone since its write was interrupted.</source>
      <translation>El archivo ya no está desde que se interrumpió su escritura.</translation>
    </message>
    <message>
      <source>The file is gone.</source>
      <translation>El archivo ya no está.</translation>
    </message>
    <message>
      <source>The file is no longer where it was written, and the library has several copies of it.</source>
      <translation>El archivo ya no está donde se escribió, y la biblioteca tiene varias copias de él.</translation>
    </message>
    <message>
      <source>The file is no longer where it was written. If it was moved, have its new folder looked through, then undo again.</source>
      <translation>El archivo ya no está donde se escribió. Si se movió, haga revisar su nueva carpeta y deshaga otra vez.</translation>
    </message>
    <message>
      <source>The file is read-only.</source>
      <translation>El archivo es de solo lectura.</translation>
    </message>
    <message>
      <source>The file kept changing while it was being listened to.</source>
      <translation>El archivo cambió una y otra vez mientras se escuchaba.</translation>
    </message>
    <message>
      <source>The file may be damaged, copy-protected, or no music at all: see whether another player plays it.</source>
      <translation>El archivo puede estar dañado, protegido contra copia o no ser música: pruebe con otro reproductor.</translation>
    </message>
    <message>
      <source>The file may be damaged: see whether another player plays it to the end.</source>
      <translation>Puede que el archivo esté dañado: compruebe si otro reproductor lo reproduce hasta el final.</translation>
    </message>
    <message>
      <source>The file or its folder may not be written.</source>
      <translation>No está permitido escribir en el archivo o en su carpeta.</translation>
    </message>
    <message>
      <source>The file was changed by another program after its write was interrupted.</source>
      <translation>Otro programa cambió el archivo después de que se interrumpiera su escritura.</translation>
    </message>
    <message>
      <source>The file was changed by another program just now.</source>
      <translation>Otro programa acaba de cambiar el archivo.</translation>
    </message>
    <message>
      <source>The file {0} cannot be locked: {1}.</source>
      <translation>No se puede bloquear el archivo {0}: {1}.</translation>
    </message>
    <message>
      <source>The file {0} cannot be written: {1}.</source>
      <translation>No se puede escribir el archivo {0}: {1}.</translation>
    </message>
    <message>
      <source>The file {0} of the model in {1} is damaged or was changed.</source>
      <translation>El archivo {0} del modelo en {1} está dañado o se ha cambiado.</translation>
    </message>
    <message>
      <source>The file's genres changed after the preview was made.</source>
      <translation>Los géneros del archivo cambiaron después de la vista previa.</translation>
    </message>
    <message>
      <source>The folder {0} cannot be made: {1}.</source>
      <translation>No se puede crear la carpeta {0}: {1}.</translation>
    </message>
    <message>
      <source>The front end described for {0} is not valid: {1}.</source>
      <translation>La forma de escuchar descrita para {0} no es válida: {1}.</translation>
    </message>
    <message>
      <source>The genre “{0}” begins or ends with a blank.</source>
      <translation>El género «{0}» empieza o termina con un espacio.</translation>
    </message>
    <message>
      <source>The interrupted undo is complete: the file is as it was.</source>
      <translation>La reversión interrumpida está completa: el archivo está como estaba.</translation>
    </message>
    <message>
      <source>The interrupted write is complete: the file holds the new genres.</source>
      <translation>La escritura interrumpida está completa: el archivo tiene los géneros nuevos.</translation>
    </message>
    <message>
      <source>The interrupted write was taken back: the file is as it was.</source>
      <translation>La escritura interrumpida se deshizo: el archivo está como estaba.</translation>
    </message>
    <message>
      <source>The journal's entry does not lead back to the old file.</source>
      <translation>La entrada del diario no lleva al archivo anterior.</translation>
    </message>
    <message>
      <source>The library {0} cannot be used: {1}.</source>
      <translation>La biblioteca {0} no se puede usar: {1}.</translation>
    </message>
    <message>
      <source>The library {0} is closed.</source>
      <translation>La biblioteca {0} está cerrada.</translation>
    </message>
    <message>
      <source>The library {0} is damaged: {1}.</source>
      <translation>La biblioteca {0} está dañada: {1}.</translation>
    </message>
    <message>
      <source>The library {0} was written by a newer Earmark (schema {1}, this version knows {2}).</source>
      <translation>La biblioteca {0} es de un Earmark más nuevo (esquema {1}; esta versión conoce {2}).</translation>
    </message>
    <message>
      <source>The lock {0} cannot be made: {1}.</source>
      <translation>No se puede crear el bloqueo {0}: {1}.</translation>
    </message>
    <message>
      <source>The model in {0} cannot be read: {1}.</source>
      <translation>No se puede leer el modelo en {0}: {1}.</translation>
    </message>
    <message>
      <source>The model in {0} is of an unknown schema: {1}.</source>
      <translation>El modelo en {0} tiene un esquema desconocido: {1}.</translation>
    </message>
    <message>
      <source>The model in {0} needs a newer version of Earmark (schema {1}, this version knows {2}).</source>
      <translation>El modelo en {0} necesita una versión más nueva de Earmark (esquema {1}; esta conoce {2}).</translation>
    </message>
    <message>
      <source>The network of the model {0} cannot be loaded: {1}.</source>
      <translation>No se puede cargar la red del modelo {0}: {1}.</translation>
    </message>
    <message>
      <source>The network of the model {0} does not have one logit for each label.</source>
      <translation>La red del modelo {0} no tiene un valor para cada género.</translation>
    </message>
    <message>
      <source>The network of the model {0} failed: {1}.</source>
      <translation>La red del modelo {0} falló: {1}.</translation>
    </message>
    <message>
      <source>The network of the model {0} gave no usable answer.</source>
      <translation>La red del modelo {0} no dio ninguna respuesta útil.</translation>
    </message>
    <message>
      <source>The network of the model {0} gives {1} values to tell familiarity by instead of {2}.</source>
      <translation>La red del modelo {0} da {1} valores para juzgar la familiaridad en vez de {2}.</translation>
    </message>
    <message>
      <source>The network of the model {0} takes pictures of shape {1}.</source>
      <translation>La red del modelo {0} toma imágenes de forma {1}.</translation>
    </message>
    <message>
      <source>The network of the model {0} takes {1} and gives {2}; '{3}' and {4} are expected.</source>
      <translation>La red del modelo {0} toma {1} y da {2}; se espera «{3}» y {4}.</translation>
    </message>
    <message>
      <source>The network of the model {0} takes {1} windows at once only.</source>
      <translation>La red del modelo {0} solo toma {1} ventanas a la vez.</translation>
    </message>
    <message>
      <source>The other files are not affected.</source>
      <translation>Los demás archivos no se ven afectados.</translation>
    </message>
    <message>
      <source>The report cannot be written to {0}: {1}.</source>
      <translation>No se puede escribir el informe en {0}: {1}.</translation>
    </message>
    <message>
      <source>The setting for hard links decides what happens.</source>
      <translation>El ajuste para archivos con varios nombres decide qué ocurre.</translation>
    </message>
    <message>
      <source>The settings cannot be saved: {0}.</source>
      <translation>No se pueden guardar los ajustes: {0}.</translation>
    </message>
    <message>
      <source>The settings cannot be written to {0}: {1}.</source>
      <translation>No se pueden escribir los ajustes en {0}: {1}.</translation>
    </message>
    <message>
      <source>The settings in {0} cannot be read, so the defaults hold: {1}.</source>
      <translation>Los ajustes de {0} no se pueden leer, así que valen los predeterminados: {1}.</translation>
    </message>
    <message>
      <source>The settings in {0} cannot be read: {1}.</source>
      <translation>No se pueden leer los ajustes de {0}: {1}.</translation>
    </message>
    <message>
      <source>The sound cannot be decoded.</source>
      <translation>El sonido no se puede decodificar.</translation>
    </message>
    <message>
      <source>The tags cannot be read because of an error in Earmark itself; the log has the details.</source>
      <translation>No se pueden leer las etiquetas por un error de Earmark mismo; el registro tiene los detalles.</translation>
    </message>
    <message>
      <source>The write journal cannot be read: {0}.</source>
      <translation>No se puede leer el diario: {0}.</translation>
    </message>
    <message>
      <source>The write journal cannot be written: {0}.</source>
      <translation>No se puede escribir el diario: {0}.</translation>
    </message>
    <message>
      <source>The write journal was made by a newer version of Earmark.</source>
      <translation>El diario de escritura es de una versión más nueva de Earmark.</translation>
    </message>
    <message>
      <source>The write journal {0} cannot be opened: {1}.</source>
      <translation>No se puede abrir el diario {0}: {1}.</translation>
    </message>
    <message>
      <source>There is no batch {0}.</source>
      <translation>No hay ningún lote {0}.</translation>
    </message>
    <message>
      <source>There is no file or folder {0}.</source>
      <translation>No existe el archivo o la carpeta {0}.</translation>
    </message>
    <message>
      <source>There is no file {0}.</source>
      <translation>No existe el archivo {0}.</translation>
    </message>
    <message>
      <source>There is no model to listen with.</source>
      <translation>No hay ningún modelo con el que escuchar.</translation>
    </message>
    <message>
      <source>There is not enough room for the new file.</source>
      <translation>No hay espacio suficiente para el archivo nuevo.</translation>
    </message>
    <message>
      <source>Try again when it has finished.</source>
      <translation>Inténtelo de nuevo cuando termine.</translation>
    </message>
    <message>
      <source>Update Earmark, or choose another model.</source>
      <translation>Actualice Earmark o elija otro modelo.</translation>
    </message>
    <message>
      <source>Update Earmark, or set EARMARK_HOME to another folder.</source>
      <translation>Actualice Earmark o ponga EARMARK_HOME en otra carpeta.</translation>
    </message>
    <message>
      <source>Wait until it is done, or cancel it there, and try again.</source>
      <translation>Espere a que termine, o cancélelo allí, e inténtelo de nuevo.</translation>
    </message>
    <message>
      <source>What belongs to what</source>
      <translation>Qué pertenece a qué</translation>
    </message>
    <message>
      <source>What was heard and is not among these waits for your review. Empty: all. * stands for anything.</source>
      <translation>Lo oído que no esté entre ellos espera su revisión. Vacío: todos. * vale por cualquier cosa.</translation>
    </message>
    <message>
      <source>Where a file has a genre</source>
      <translation>Si un archivo tiene género</translation>
    </message>
    <message>
      <source>Write only these genres</source>
      <translation>Escribir solo estos géneros</translation>
    </message>
    <message>
      <source>Write what a genre belongs to as well</source>
      <translation>Escribir también a qué pertenece un género</translation>
    </message>
    <message>
      <source>You chose what the file says.</source>
      <translation>Eligió lo que dice el archivo.</translation>
    </message>
    <message>
      <source>You kept what the file says.</source>
      <translation>Conservó lo que dice el archivo.</translation>
    </message>
    <message>
      <source>You left it without a genre.</source>
      <translation>La dejó sin género.</translation>
    </message>
    <message>
      <source>You put this one off.</source>
      <translation>Usted aplazó esta.</translation>
    </message>
    <message>
      <source>Your choice.</source>
      <translation>Su elección.</translation>
    </message>
    <message>
      <source>`earmark history` lists them.</source>
      <translation>`earmark history` los enumera.</translation>
    </message>
    <message>
      <source>a genre's name is too long for its format</source>
      <translation>el nombre de un género es demasiado largo para su formato</translation>
    </message>
    <message>
      <source>a second reader would not see the planned genres</source>
      <translation>un segundo lector no vería los géneros previstos</translation>
    </message>
    <message>
      <source>a second reader would see another length or sound format</source>
      <translation>un segundo lector vería otra duración u otro formato de sonido</translation>
    </message>
    <message>
      <source>a second reader would see another tag changed</source>
      <translation>un segundo lector vería cambiada otra etiqueta</translation>
    </message>
    <message>
      <source>an Ogg page that would have to be renumbered is damaged</source>
      <translation>una página Ogg que habría que numerar de nuevo está dañada</translation>
    </message>
    <message>
      <source>analysing</source>
      <translation>está analizando</translation>
    </message>
    <message>
      <source>beside it, a kernel machine on statistics of the window</source>
      <translation>junto a ella, una máquina de kernel sobre estadísticas de la ventana</translation>
    </message>
    <message>
      <source>header and footer of its APEv2 tag differ</source>
      <translation>la cabecera y el pie de su etiqueta APEv2 no coinciden</translation>
    </message>
    <message>
      <source>is at work</source>
      <translation>está trabajando</translation>
    </message>
    <message>
      <source>it has a second APEv2 tag, or a damaged one</source>
      <translation>tiene una segunda etiqueta APEv2, o una dañada</translation>
    </message>
    <message>
      <source>it has no index</source>
      <translation>no tiene índice</translation>
    </message>
    <message>
      <source>it has no sound</source>
      <translation>no tiene sonido</translation>
    </message>
    <message>
      <source>it has tags of the kind that telephones write (3GPP), which Earmark does not write</source>
      <translation>tiene etiquetas del tipo que escriben los teléfonos (3GPP), y Earmark no escribe esas</translation>
    </message>
    <message>
      <source>it is a film, not music</source>
      <translation>es una película, no música</translation>
    </message>
    <message>
      <source>it is encrypted</source>
      <translation>está cifrado</translation>
    </message>
    <message>
      <source>it is not of the form its first bytes announce</source>
      <translation>no tiene la forma que anuncian sus primeros bytes</translation>
    </message>
    <message>
      <source>it is not there</source>
      <translation>no está ahí</translation>
    </message>
    <message>
      <source>it is of no kind that Earmark writes</source>
      <translation>no es de ningún tipo que Earmark escriba</translation>
    </message>
    <message>
      <source>it would grow beyond 2 GiB, where some programs stop reading it</source>
      <translation>superaría los 2 GiB, donde algunos programas dejan de leerlo</translation>
    </message>
    <message>
      <source>its APE tag is of version 1, which holds one plain genre only</source>
      <translation>su etiqueta APE es de la versión 1, que solo admite un género simple</translation>
    </message>
    <message>
      <source>its APEv2 tag has a header that it does not announce</source>
      <translation>su etiqueta APEv2 tiene una cabecera que no anuncia</translation>
    </message>
    <message>
      <source>its APEv2 tag has lost its header</source>
      <translation>su etiqueta APEv2 ha perdido la cabecera</translation>
    </message>
    <message>
      <source>its FLAC marker is missing</source>
      <translation>falta su marca de FLAC</translation>
    </message>
    <message>
      <source>its ID3 tag claims to be longer than the file</source>
      <translation>su etiqueta ID3 dice ser más larga que el archivo</translation>
    </message>
    <message>
      <source>its ID3 tag would become too long</source>
      <translation>su etiqueta ID3 sería demasiado larga</translation>
    </message>
    <message>
      <source>its Ogg pages do not follow one another</source>
      <translation>sus páginas Ogg no se suceden</translation>
    </message>
    <message>
      <source>its attributes could not be kept</source>
      <translation>no se podrían conservar sus atributos</translation>
    </message>
    <message>
      <source>its comment block is cut off</source>
      <translation>su bloque de comentarios está cortado</translation>
    </message>
    <message>
      <source>its comment block would become too long</source>
      <translation>su bloque de comentarios sería demasiado largo</translation>
    </message>
    <message>
      <source>its comment would become too long</source>
      <translation>su comentario sería demasiado largo</translation>
    </message>
    <message>
      <source>its genre frame is encrypted</source>
      <translation>su género está cifrado</translation>
    </message>
    <message>
      <source>its genres would not be the planned ones</source>
      <translation>sus géneros no serían los previstos</translation>
    </message>
    <message>
      <source>its header has no room for more than one genre</source>
      <translation>su cabecera solo tiene sitio para un género</translation>
    </message>
    <message>
      <source>its header is signed</source>
      <translation>su cabecera está firmada</translation>
    </message>
    <message>
      <source>its last Ogg page is cut off</source>
      <translation>su última página Ogg está cortada</translation>
    </message>
    <message>
      <source>its layout would no longer be clear</source>
      <translation>su estructura ya no sería clara</translation>
    </message>
    <message>
      <source>its metadata blocks do not begin with the one about its sound</source>
      <translation>sus bloques de metadatos no empiezan por el del sonido</translation>
    </message>
    <message>
      <source>its metadata blocks do not lead to the sound</source>
      <translation>sus bloques de metadatos no llevan al sonido</translation>
    </message>
    <message>
      <source>its parts are nested deeper than in any music file</source>
      <translation>sus partes están más anidadas que en cualquier archivo de música</translation>
    </message>
    <message>
      <source>its permissions forbid it</source>
      <translation>sus permisos lo impiden</translation>
    </message>
    <message>
      <source>its sound does not end where it says</source>
      <translation>su sonido no termina donde dice</translation>
    </message>
    <message>
      <source>its sound would move out of reach of its table of offsets</source>
      <translation>su sonido quedaría fuera del alcance de su tabla de posiciones</translation>
    </message>
    <message>
      <source>its table of lengths cannot be followed</source>
      <translation>no se puede seguir su tabla de longitudes</translation>
    </message>
    <message>
      <source>its table of offsets points to where no sound is</source>
      <translation>su tabla de posiciones apunta adonde no hay sonido</translation>
    </message>
    <message>
      <source>its tags overlap</source>
      <translation>sus etiquetas se solapan</translation>
    </message>
    <message>
      <source>libsndfile cannot read it: {0}</source>
      <translation>libsndfile no puede leerlo: {0}</translation>
    </message>
    <message>
      <source>one of its first Ogg pages is damaged</source>
      <translation>una de sus primeras páginas Ogg está dañada</translation>
    </message>
    <message>
      <source>scanning</source>
      <translation>está revisando carpetas</translation>
    </message>
    <message>
      <source>starting</source>
      <translation>está arrancando</translation>
    </message>
    <message>
      <source>the copy of it could not be read back as it was written</source>
      <translation>su copia no se pudo releer tal como se escribió</translation>
    </message>
    <message>
      <source>the drive cannot read it</source>
      <translation>la unidad no puede leerlo</translation>
    </message>
    <message>
      <source>the file would become longer than its format can say</source>
      <translation>el archivo sería más largo de lo que su formato admite</translation>
    </message>
    <message>
      <source>the folder is empty; if it is a drive, it may not be connected</source>
      <translation>la carpeta está vacía; si es una unidad, quizá no esté conectada</translation>
    </message>
    <message>
      <source>the link leads nowhere</source>
      <translation>el enlace no lleva a ninguna parte</translation>
    </message>
    <message>
      <source>the new file could not be given the same owner</source>
      <translation>el archivo nuevo no podría tener el mismo dueño</translation>
    </message>
    <message>
      <source>the new file could not be given the same permissions</source>
      <translation>el archivo nuevo no podría tener los mismos permisos</translation>
    </message>
    <message>
      <source>the new file could not be read back as it was written</source>
      <translation>el archivo nuevo no se pudo releer tal como se escribió</translation>
    </message>
    <message>
      <source>undoing</source>
      <translation>está deshaciendo</translation>
    </message>
    <message>
      <source>writing</source>
      <translation>está escribiendo</translation>
    </message>
    <message>
      <source>{0} cannot be read: {1}.</source>
      <translation>No se puede leer {0}: {1}.</translation>
    </message>
    <message>
      <source>{0} is a database of another program.</source>
      <translation>{0} es una base de datos de otro programa.</translation>
    </message>
    <message>
      <source>{0}, {1} networks averaged</source>
      <translation>{0}, media de {1} redes</translation>
    </message>
    <message>
      <source>“{0}” ({1}) is not sure enough.</source>
      <translation>«{0}» ({1}) no es lo bastante seguro.</translation>
    </message>
    <message>
      <source>“{0}” ({1}) is too unsure; a second genre needs {2}.</source>
      <translation>«{0}» ({1}) es demasiado inseguro; un segundo género necesita {2}.</translation>
    </message>
    <message>
      <source>“{0}” ({1}) was heard too; a second genre needs {2}.</source>
      <translation>«{0}» ({1}) también se oyó; un segundo género necesita {2}.</translation>
    </message>
    <message>
      <source>“{0}” are left out: at most 1 genre may be written.</source>
      <translation>«{0}» se omiten: como mucho se puede escribir 1 género.</translation>
    </message>
    <message>
      <source>“{0}” are left out: at most {1} genres may be written.</source>
      <translation>«{0}» se omiten: como mucho se pueden escribir {1} géneros.</translation>
    </message>
    <message>
      <source>“{0}” are not on the allow list.</source>
      <translation>«{0}» no están entre los géneros permitidos.</translation>
    </message>
    <message>
      <source>“{0}” belongs to “{1}”.</source>
      <translation>«{0}» pertenece a «{1}».</translation>
    </message>
    <message>
      <source>“{0}” does not fit {1}.</source>
      <translation>«{0}» no es válido para {1}.</translation>
    </message>
    <message>
      <source>“{0}” is a number, not a name.</source>
      <translation>«{0}» es un número, no un nombre.</translation>
    </message>
    <message>
      <source>“{0}” is a number, not a name; did you mean {1}?</source>
      <translation>«{0}» es un número, no un nombre; ¿quiso decir {1}?</translation>
    </message>
    <message>
      <source>“{0}” is left out: at most 1 genre may be written.</source>
      <translation>«{0}» se omite: como mucho se puede escribir 1 género.</translation>
    </message>
    <message>
      <source>“{0}” is left out: at most {1} genres may be written.</source>
      <translation>«{0}» se omite: como mucho se pueden escribir {1} géneros.</translation>
    </message>
    <message>
      <source>“{0}” is not on the allow list.</source>
      <translation>«{0}» no está entre los géneros permitidos.</translation>
    </message>
    <message>
      <source>“{0}” is too unsure; a second genre needs {1}.</source>
      <translation>«{0}» es demasiado inseguro; un segundo género necesita {1}.</translation>
    </message>
    <message>
      <source>“{0}” says nothing and was replaced; “{1}” stays.</source>
      <translation>«{0}» no dice nada y se sustituyó; «{1}» se queda.</translation>
    </message>
    <message>
      <source>“{0}” was heard too; a second genre needs {1}.</source>
      <translation>«{0}» también se oyó; un segundo género necesita {1}.</translation>
    </message>
  </context>
  <context>
    <name>keys</name>
    <message>
      <source>5 seconds back</source>
      <translation>5 segundos atrás</translation>
    </message>
    <message>
      <source>5 seconds on</source>
      <translation>5 segundos adelante</translation>
    </message>
    <message>
      <source>Shift + digit</source>
      <translation>Mayús + cifra</translation>
    </message>
    <message>
      <source>accept many at once</source>
      <translation>aceptar muchas a la vez</translation>
    </message>
    <message>
      <source>accept what is marked, or the first suggestion</source>
      <translation>aceptar lo marcado, o la primera sugerencia</translation>
    </message>
    <message>
      <source>add it as a second genre</source>
      <translation>añadirla como segundo género</translation>
    </message>
    <message>
      <source>add what was heard to what the file says</source>
      <translation>añadir lo oído a lo que dice el archivo</translation>
    </message>
    <message>
      <source>choose this suggestion and go on</source>
      <translation>elegir esta sugerencia y seguir</translation>
    </message>
    <message>
      <source>compare with a sure one of the genre; again: of the next</source>
      <translation>comparar con una segura del género; otra vez: del siguiente</translation>
    </message>
    <message>
      <source>hear the other of the two</source>
      <translation>oír la otra de las dos</translation>
    </message>
    <message>
      <source>keep what the file says</source>
      <translation>conservar lo que dice el archivo</translation>
    </message>
    <message>
      <source>leave the review</source>
      <translation>salir de la revisión</translation>
    </message>
    <message>
      <source>look closer at the picture</source>
      <translation>acercar la imagen</translation>
    </message>
    <message>
      <source>next track</source>
      <translation>pista siguiente</translation>
    </message>
    <message>
      <source>play or pause</source>
      <translation>reproducir o pausar</translation>
    </message>
    <message>
      <source>previous track</source>
      <translation>pista anterior</translation>
    </message>
    <message>
      <source>see more of the picture</source>
      <translation>ver más de la imagen</translation>
    </message>
    <message>
      <source>see the whole track</source>
      <translation>ver la pista entera</translation>
    </message>
    <message>
      <source>show and hide this list</source>
      <translation>mostrar y ocultar esta lista</translation>
    </message>
    <message>
      <source>skip, decide later</source>
      <translation>aplazar, decidir después</translation>
    </message>
    <message>
      <source>take the last verdict or write back</source>
      <translation>deshacer el último veredicto o la última escritura</translation>
    </message>
    <message>
      <source>the moment that argues most against it</source>
      <translation>el momento que más la contradice</translation>
    </message>
    <message>
      <source>the moment that argues most for the first suggestion</source>
      <translation>el momento que más apoya la primera sugerencia</translation>
    </message>
    <message>
      <source>the same for the whole album</source>
      <translation>lo mismo para todo el álbum</translation>
    </message>
    <message>
      <source>this artist is right: keep all of theirs</source>
      <translation>este artista es correcto: conservar todo lo suyo</translation>
    </message>
    <message>
      <source>type any genre</source>
      <translation>escribir cualquier género</translation>
    </message>
  </context>
  <context>
    <name>picture</name>
    <message>
      <source>Is the folder writable, and is there room?</source>
      <translation>¿Se puede escribir en la carpeta, y hay espacio?</translation>
    </message>
    <message>
      <source>Pictures (*.png)</source>
      <translation>Imágenes (*.png)</translation>
    </message>
    <message>
      <source>Save the picture</source>
      <translation>Guardar la imagen</translation>
    </message>
    <message>
      <source>Saved {0} × {1} pixels to {2}</source>
      <translation>{0} × {1} píxeles guardados en {2}</translation>
    </message>
    <message>
      <source>The picture cannot be saved to {0}.</source>
      <translation>La imagen no se puede guardar en {0}.</translation>
    </message>
  </context>
  <context>
    <name>review</name>
    <message numerus="yes">
      <source>%Ln changed</source>
      <translation>
        <numerusform>%Ln cambiada</numerusform>
        <numerusform>%Ln cambiadas</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln kept</source>
      <translation>
        <numerusform>%Ln conservada</numerusform>
        <numerusform>%Ln conservadas</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks in {0} min</source>
      <translation>
        <numerusform>%Ln pista en {0} min</numerusform>
        <numerusform>%Ln pistas en {0} min</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks in {0} s</source>
      <translation>
        <numerusform>%Ln pista en {0} s</numerusform>
        <numerusform>%Ln pistas en {0} s</numerusform>
      </translation>
    </message>
    <message>
      <source>Closest calls first</source>
      <translation>Primero las más reñidas</translation>
    </message>
    <message>
      <source>Earmark is not in doubt about any track here.</source>
      <translation>Earmark no duda de ninguna pista de aquí.</translation>
    </message>
    <message>
      <source>Least sure first</source>
      <translation>Primero las menos seguras</translation>
    </message>
    <message>
      <source>No file's genre is contradicted by its sound.</source>
      <translation>El sonido no contradice el género de ningún archivo.</translation>
    </message>
    <message>
      <source>Unlike the file's genre first</source>
      <translation>Primero las distintas al archivo</translation>
    </message>
    <message>
      <source>Unlike their album first</source>
      <translation>Primero las distintas a su álbum</translation>
    </message>
    <message>
      <source>{0} of {1}</source>
      <translation>{0} de {1}</translation>
    </message>
    <message>
      <source>{0} s each</source>
      <translation>{0} s cada una</translation>
    </message>
  </context>
  <context>
    <name>settings</name>
    <message>
      <source>80 %: asks less, errs more</source>
      <translation>80 %: pregunta menos, yerra más</translation>
    </message>
    <message>
      <source>90 %: in between</source>
      <translation>90 %: intermedio</translation>
    </message>
    <message>
      <source>95 %: asks more, errs less</source>
      <translation>95 %: pregunta más, yerra menos</translation>
    </message>
    <message>
      <source>as the model was tuned</source>
      <translation>como se ajustó el modelo</translation>
    </message>
  </context>
  <context>
    <name>track</name>
    <message>
      <source>Cannot be heard</source>
      <translation>No se puede oír</translation>
    </message>
    <message>
      <source>It is far from all the music that the model learned from, however sure the scores are.</source>
      <translation>Queda lejos de toda la música de la que aprendió el modelo, por seguros que sean los valores.</translation>
    </message>
    <message>
      <source>It is unlike most of the music the model learned from: you decide.</source>
      <translation>Se parece poco a la música de la que aprendió el modelo: decida usted.</translation>
    </message>
    <message>
      <source>It sounds like speech, noise or silence. Only you can name a genre.</source>
      <translation>Suena a voz hablada, ruido o silencio. Solo usted puede indicar un género.</translation>
    </message>
    <message>
      <source>Like nothing the model knows</source>
      <translation>Distinto a lo que conoce el modelo</translation>
    </message>
    <message>
      <source>No genre is likely</source>
      <translation>Ningún género es probable</translation>
    </message>
    <message>
      <source>Not analysed yet</source>
      <translation>Aún sin analizar</translation>
    </message>
    <message>
      <source>Probably not music</source>
      <translation>Probablemente no es música</translation>
    </message>
    <message>
      <source>Sounds like {0}, not {1}</source>
      <translation>Suena a {0}, no a {1}</translation>
    </message>
    <message>
      <source>The file holds no genre</source>
      <translation>El archivo no tiene género</translation>
    </message>
    <message>
      <source>The file says {genres}</source>
      <translation>El archivo dice {genres}</translation>
    </message>
    <message>
      <source>The scores are spread over many genres, and none stands out.</source>
      <translation>Los valores se reparten entre muchos géneros y ninguno destaca.</translation>
    </message>
    <message>
      <source>You chose {genres}</source>
      <translation>Eligió {genres}</translation>
    </message>
    <message>
      <source>You kept what the file says</source>
      <translation>Conservó lo que dice el archivo</translation>
    </message>
    <message>
      <source>You left it without a genre</source>
      <translation>Dejada sin género</translation>
    </message>
    <message>
      <source>You put it off</source>
      <translation>La aplazó usted</translation>
    </message>
    <message>
      <source>{genre}, {sure} sure</source>
      <translation>{genre}, seguridad de {sure}</translation>
    </message>
    <message>
      <source>{genre}? Only {sure} sure</source>
      <translation>¿{genre}? Seguridad de solo {sure}</translation>
    </message>
    <message>
      <source>{genre}? {sure} sure, but unfamiliar</source>
      <translation>¿{genre}? Seguro al {sure}, pero poco familiar</translation>
    </message>
  </context>
  <context>
    <name>words</name>
    <message numerus="yes">
      <source>%Ln changed since and were left: the history names them.</source>
      <translation>
        <numerusform>%Ln cambió desde entonces y se dejó: el historial lo nombra.</numerusform>
        <numerusform>%Ln cambiaron desde entonces y se dejaron: el historial los nombra.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln failed</source>
      <translation>
        <numerusform>%Ln con fallo</numerusform>
        <numerusform>%Ln con fallos</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln files are as they were before the write.</source>
      <translation>
        <numerusform>%Ln archivo está como antes de escribir.</numerusform>
        <numerusform>%Ln archivos están como antes de escribir.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln h left</source>
      <translation>
        <numerusform>queda %Ln h</numerusform>
        <numerusform>quedan %Ln h</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln min left</source>
      <translation>
        <numerusform>queda %Ln min</numerusform>
        <numerusform>quedan %Ln min</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln sound files are of kinds that Earmark does not read.</source>
      <translation>
        <numerusform>%Ln archivo de sonido es de un tipo que Earmark no lee.</numerusform>
        <numerusform>%Ln archivos de sonido son de tipos que Earmark no lee.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%Ln tracks were not accepted: Earmark does not know their genre. Name one yourself.</source>
      <translation>
        <numerusform>%Ln pista no se aceptó: Earmark no conoce su género. Nómbrelo usted.</numerusform>
        <numerusform>%Ln pistas no se aceptaron: Earmark no conoce su género. Nómbrelo usted.</numerusform>
      </translation>
    </message>
    <message>
      <source>All</source>
      <translation>Todas</translation>
    </message>
    <message>
      <source>Columns</source>
      <translation>Columnas</translation>
    </message>
    <message>
      <source>Conflict</source>
      <translation>En conflicto</translation>
    </message>
    <message>
      <source>Conflicts</source>
      <translation>Conflictos</translation>
    </message>
    <message>
      <source>Every file could be read.</source>
      <translation>Se pudieron leer todos los archivos.</translation>
    </message>
    <message>
      <source>Every track has been analysed.</source>
      <translation>Todas las pistas están analizadas.</translation>
    </message>
    <message>
      <source>Failed</source>
      <translation>Con fallos</translation>
    </message>
    <message>
      <source>Heard, not written</source>
      <translation>Oída, sin escribir</translation>
    </message>
    <message>
      <source>It could not be heard:</source>
      <translation>No se pudo oír:</translation>
    </message>
    <message>
      <source>It was heard, but Earmark does not write genres into files of this kind.</source>
      <translation>Se oyó, pero Earmark no escribe géneros en archivos de este tipo.</translation>
    </message>
    <message>
      <source>No album</source>
      <translation>Sin álbum</translation>
    </message>
    <message>
      <source>No artist</source>
      <translation>Sin artista</translation>
    </message>
    <message>
      <source>No file was changed.</source>
      <translation>No se cambió ningún archivo.</translation>
    </message>
    <message>
      <source>No track is already as it should be.</source>
      <translation>Ninguna pista está ya como debe.</translation>
    </message>
    <message>
      <source>No track puzzled the model.</source>
      <translation>Ninguna pista desconcertó al modelo.</translation>
    </message>
    <message>
      <source>No track's sound contradicts its genre.</source>
      <translation>El sonido de ninguna pista contradice su género.</translation>
    </message>
    <message>
      <source>No tracks here.</source>
      <translation>No hay pistas aquí.</translation>
    </message>
    <message>
      <source>Not analysed</source>
      <translation>Sin analizar</translation>
    </message>
    <message>
      <source>Not analysed yet</source>
      <translation>Aún sin analizar</translation>
    </message>
    <message>
      <source>Nothing has been written yet.</source>
      <translation>Aún no se ha escrito nada.</translation>
    </message>
    <message>
      <source>Nothing is ready to be written.</source>
      <translation>Nada está listo para escribir.</translation>
    </message>
    <message>
      <source>Nothing is written into the file.</source>
      <translation>No se escribe nada en el archivo.</translation>
    </message>
    <message>
      <source>Nothing to do</source>
      <translation>Nada que hacer</translation>
    </message>
    <message>
      <source>Nothing waits for your decision.</source>
      <translation>Nada espera su decisión.</translation>
    </message>
    <message>
      <source>Nothing was put off.</source>
      <translation>No se aplazó nada.</translation>
    </message>
    <message>
      <source>Ready</source>
      <translation>Listas</translation>
    </message>
    <message>
      <source>Ready to write</source>
      <translation>Lista para escribir</translation>
    </message>
    <message>
      <source>Skipped</source>
      <translation>Aplazadas</translation>
    </message>
    <message>
      <source>The file already says what was chosen, or you kept its genre.</source>
      <translation>El archivo ya dice lo que se eligió, o usted conservó su género.</translation>
    </message>
    <message>
      <source>The file is at {0}</source>
      <translation>El archivo está en {0}</translation>
    </message>
    <message>
      <source>The folder could not be opened.</source>
      <translation>No se pudo abrir la carpeta.</translation>
    </message>
    <message>
      <source>The next write puts the genre into the file.</source>
      <translation>La próxima escritura pone el género en el archivo.</translation>
    </message>
    <message>
      <source>The sound fits several genres: you decide.</source>
      <translation>El sonido encaja en varios géneros: decide usted.</translation>
    </message>
    <message>
      <source>The sound says one thing and the file's own genre another. The file is left as it is.</source>
      <translation>El sonido dice una cosa y el género del archivo otra. El archivo se deja como está.</translation>
    </message>
    <message>
      <source>These files had been undone before. Nothing was changed.</source>
      <translation>Estos archivos ya se habían deshecho. No se cambió nada.</translation>
    </message>
    <message>
      <source>This failed because of a fault in Earmark.</source>
      <translation>No ha sido posible por un fallo en Earmark.</translation>
    </message>
    <message>
      <source>This resembles nothing the model knows, or is not music.</source>
      <translation>Esto no se parece a nada que el modelo conozca, o no es música.</translation>
    </message>
    <message>
      <source>This text is in English.</source>
      <translation>Este texto está en inglés.</translation>
    </message>
    <message>
      <source>To review</source>
      <translation>Por revisar</translation>
    </message>
    <message>
      <source>Unknown</source>
      <translation>Desconocidas</translation>
    </message>
    <message>
      <source>Various artists</source>
      <translation>Varios artistas</translation>
    </message>
    <message>
      <source>Waits to be analysed.</source>
      <translation>Espera a ser analizada.</translation>
    </message>
    <message>
      <source>Written</source>
      <translation>Escritas</translation>
    </message>
    <message>
      <source>Written by Earmark. It can be undone in the history.</source>
      <translation>Escrita por Earmark. Se puede deshacer en el historial.</translation>
    </message>
    <message>
      <source>You chose the genre. The next write puts it into the file.</source>
      <translation>Usted eligió el género. La próxima escritura lo pone en el archivo.</translation>
    </message>
    <message>
      <source>You chose {0}, but nothing can be written into this file.</source>
      <translation>Usted eligió {0}, pero en este archivo no se puede escribir nada.</translation>
    </message>
    <message>
      <source>You put this one off.</source>
      <translation>Usted aplazó esta.</translation>
    </message>
    <message>
      <source>album: mixed</source>
      <translation>álbum: variado</translation>
    </message>
    <message>
      <source>album: {0} {1}/{2}</source>
      <translation>álbum: {0} {1}/{2}</translation>
    </message>
    <message>
      <source>keep it and add what was heard</source>
      <translation>conservarlo y añadir lo oído</translation>
    </message>
    <message>
      <source>keep what says something, replace “Other” and the like</source>
      <translation>conservar lo que dice algo, cambiar «Other» y similares</translation>
    </message>
    <message>
      <source>leave it, but fill in for “Other”, “Unknown” and the like</source>
      <translation>dejarlo, pero rellenar «Other», «Unknown» y similares</translation>
    </message>
    <message>
      <source>leave it, whatever it is</source>
      <translation>dejarlo, sea cual sea</translation>
    </message>
    <message>
      <source>listening…</source>
      <translation>escuchando…</translation>
    </message>
    <message>
      <source>no genre</source>
      <translation>sin género</translation>
    </message>
    <message>
      <source>paused</source>
      <translation>en pausa</translation>
    </message>
    <message>
      <source>replace it</source>
      <translation>sustituirlo</translation>
    </message>
    <message>
      <source>under a minute left</source>
      <translation>queda menos de un minuto</translation>
    </message>
    <message>
      <source>unknown</source>
      <translation>desconocido</translation>
    </message>
    <message>
      <source>yours</source>
      <translation>suyo</translation>
    </message>
    <message>
      <source>{0} %</source>
      <translation>{0} %</translation>
    </message>
    <message>
      <source>{0} to {1}: {2} {3}, then {4} {5}</source>
      <translation>{0} a {1}: {2} {3}, luego {4} {5}</translation>
    </message>
    <message>
      <source>{0} tracks/s</source>
      <translation>{0} pistas/s</translation>
    </message>
    <message>
      <source>{0} {1}</source>
      <translation>{0} {1}</translation>
    </message>
    <message>
      <source>{0} {1} of {2}</source>
      <translation>{0} {1} de {2}</translation>
    </message>
  </context>
</TS>
