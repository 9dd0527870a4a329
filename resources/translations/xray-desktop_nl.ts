<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
    <context>
        <name>xray-desktop</name>
        <message>
            <location filename="../../xray_desktop/qt/actions.py" />
            <source>Let go of the study, its results and everything made of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/actions.py" />
            <source>New session</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/actions.py" />
            <source>Open web address…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/actions.py" />
            <source>Paste image or files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/actions.py" />
            <source>Report names patients of DICOM headers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/exporting.py" />
            <source>The report is written to {path}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/exporting.py" />
            <source>The report is written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/fetching.py" />
            <source>An unexpected fault stopped the download. The log says where.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/fetching.py" />
            <source>Another address…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/fetching.py" />
            <source>Download and open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/fetching.py" />
            <source>This is an address on the server {host}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/hanging.py" />
            <source>An unexpected fault stopped the reading of this file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/hanging.py" />
            <source>Current: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/hanging.py" />
            <source>Earlier: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/hanging.py" />
            <source>No earlier study of this patient is open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/hanging.py" />
            <source>With heat map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/hanging.py" />
            <source>Without heat map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/hanging.py" />
            <source>not scored</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/header.py" />
            <source>An unexpected fault stopped the reading of this header.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/header.py" />
            <source>No image is selected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/header.py" />
            <source>Reading the header…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/pasting.py" />
            <source>The picture from the clipboard cannot be kept. Check the free space of the program's folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/pasting.py" />
            <source>The picture on the clipboard cannot be read. Copy it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/pasting.py" />
            <source>The picture on the clipboard is too large: at most 100 million pixels are read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/pasting.py" />
            <source>There is no picture on the clipboard, and no file. Copy one, and paste it here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/pasting.py" />
            <source>There is text on the clipboard. Copy a picture, or files, and paste them here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/session.py" />
            <source>Forget it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/session.py" />
            <source>Pictures that were pasted or downloaded are removed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/session.py" />
            <source>Reopen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/session.py" />
            <source>Restore the last session</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/session.py" />
            <source>The program did not end in order last time. What was open can be opened again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/session.py" />
            <source>The study is closed, and its results and drawings are gone. Notes stay with their images.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Add</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>All defaults</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Choose a command, click into the field and press the new key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Choose several in the grid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Command</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Commands and keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Default</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Double-click</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Find a command or a key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Grid: show large. Several panes: this one alone, and back. One pane: the grid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Keys and mouse</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Left drag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Middle drag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Mouse</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Move the picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>New key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Previous and next image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Right drag, Ctrl+wheel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Shift or Ctrl with click or arrows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>This is the key of “{command}”, which will lose it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Use this key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Wheel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Window: across for the width, up and down for the centre; or the chosen tool</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Zoom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/open_address.py" />
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/open_address.py" />
            <source>Open web address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/open_address.py" />
            <source>Switch on web addresses</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/open_address.py" />
            <source>The address of a radiograph, a DICOM file or a zip file, over https.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/open_address.py" />
            <source>Web address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/open_address.py" />
            <source>Web addresses are switched off: this program asks the network for nothing by itself. Switched on, it asks the server that you name, and only that, for one file at a time. It sends no cookies, no names and nothing of your pictures; as with any browser, the server sees this machine's network address. What comes is removed when the session ends.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_legend.py" />
            <source>Below {threshold} nothing is drawn.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_legend.py" />
            <source>Scale from 0 to 1. {words}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Both</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Colour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Colours of the heat map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Contours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Evidence below this share of the scale is not drawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Heat map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Hide below</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Hide evidence below this share of the scale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Opacity</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Opacity of the heat map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Scale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Scale of the heat map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Show</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>There is none without a score.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>This image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>This study</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>What is drawn of the heat map</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>{percent} %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Name and ID are hidden, and stay out of the report.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Name and ID are those of the file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Name and ID stand in the file; open the image to see them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Notes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Patient ID</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Patient and notes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Patient and notes, {count} images</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Patient name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Take back the last change of name, ID or notes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>{name}: several</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/header.py" />
            <source>Find by name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/header.py" />
            <source>Names are hidden</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>Bytes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>Keyword</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>Tag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>VM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>VR</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>Value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>level {level}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>Copy all that is shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>Copy rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>Copy value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>Elements of the header</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>Find by name, keyword, tag or value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>Header</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>Nothing in this header fits what you look for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>hidden</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>{count} rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>{matches} of {count} rows fit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>{name} – Header</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/identity.py" />
            <source>Folder {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/identity.py" />
            <source>Image {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/identity.py" />
            <source>Image {number} · frame {frame}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/identity.py" />
            <source>Name hidden</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/identity.py" />
            <source>Recent study {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/identity.py" />
            <source>Study</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Enlarge</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Everywhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>First image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Full range of values</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Large view</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Last image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Next series</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Previous series</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Reduce</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Text in the corners</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>The file's own window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Window {number} of the W/L menu</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/menus.py" />
            <source>&amp;Tools</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/status/status_line.py" />
            <source>Identity hidden</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/status/status_line.py" />
            <source>Names, numbers, dates and file names are left out (Ctrl+H)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/status/status_line.py" />
            <source>Stop the download</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/status/status_line.py" />
            <source>downloading, {done} MB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/status/status_line.py" />
            <source>downloading, {done} of {whole} MB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>A lens: again for 3 and 4 times; held down, for a moment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>An arrow, with words or without</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Angle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Angle: the end of an arm, the vertex, the other end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Arrow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Cardiothoracic ratio</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Delete all on this image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Delete what is chosen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Ellipse</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Length, in millimetres where the file says how</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Magnifier</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Mean, SD and area of a rectangle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Mean, SD and area of an ellipse</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Modality value of one pixel, and where it is stored</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Pixel value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Rectangle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Redo drawing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Undo drawing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Widest heart over widest chest: draw across the chest, then across the heart</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_actions.py" />
            <source>Words on the picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_bar.py" />
            <source>Measure, note, magnify</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_bar.py" />
            <source>Tool in the hand: {tool}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/tool_bar.py" />
            <source>Tools</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>Accession {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>For processing: not meant to be looked at as it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>Frame {frame} of {frames}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>Left edge {left}, right edge {right}, top {top}, bottom {bottom}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>Series {number}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>The pixels may name the patient</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>Zoom {percent} %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>born {date}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>inverted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>{bits} bit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>Pixel {size} mm at the detector</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>Pixel {size} mm on the film</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>Pixel {size} mm, as the file states</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>Pixel {size} mm, calibrated by an object</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>Pixel {size} mm, corrected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>Pixel {size} mm, corrected for magnification</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>SID {distance} cm</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>both sides</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>female</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>flipped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>left lateral</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>male</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>mirrored</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>right lateral</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>turned {degrees}°</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>{count} days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>{count} months</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>{count} weeks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_words.py" />
            <source>{count} years</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/heatmap_words.py" />
            <source>No positive evidence to show</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/heatmap_words.py" />
            <source>Nothing at or above {threshold} of the scale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/heatmap_words.py" />
            <source>Relative evidence</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/heatmap_words.py" />
            <source>scale: this image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/heatmap_words.py" />
            <source>scale: this study, maximum of {count} images</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/heatmap_words.py" />
            <source>scale: this study, one image so far</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/heatmap_words.py" />
            <source>this image reaches {share}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/image_view.py" />
            <source>Radiograph</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/image_view.py" />
            <source>Score anyway</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/layer.py" />
            <source>1 of 2: across the inside of the rib cage, from wall to wall where it is widest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/layer.py" />
            <source>2 of 2: across the heart, from its right border to its left, each where it reaches farthest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/note_editor.py" />
            <source>Note – Enter keeps it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/note_editor.py" />
            <source>Words of the note</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>At the detector: in the patient everything is smaller</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>Calibrated by an object of known size: right at its depth</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>Cardiothoracic ratio {ratio}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>Corrected for magnification; the file does not say how</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>Magnification corrected for an assumed depth in the patient</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>Norms of erect adult PA films do not hold for AP or children</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>On the scanned film: in the patient everything is smaller</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>Pixels are not square, and the file does not say how large they are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>The file does not say how large a pixel is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>The file does not say whether magnification is corrected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>area {area} mm²</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>area {area} mm² at detector</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>area {area} mm² on film</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>area {area} px²</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>column {column}, row {row}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>heart {heart}, thorax {thorax} {unit}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>mean {mean}  SD {deviation}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>min {low}  max {high}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>mm</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>mm at detector</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>mm on film</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>n {count} px  {area}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>no angle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>no pixel inside</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>outside</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>px</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/wording.py" />
            <source>≈ {length} mm in the patient, if magnified {factor}×</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
