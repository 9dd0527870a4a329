<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
    <context>
        <name>xray-desktop</name>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source> and </source>
            <translation> en </translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>A model file</source>
            <translation>Een modelbestand</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Accuracy</source>
            <translation>Juistheid</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Average precision</source>
            <translation>Gemiddelde precisie</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Balanced</source>
            <translation>Balans</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Data folder</source>
            <translation>Gegevensmap</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Decoders</source>
            <translation>Decoders</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Free space</source>
            <translation>Vrije ruimte</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>High sensitivity</source>
            <translation>Hoge sensitiviteit</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>High specificity</source>
            <translation>Hoge specificiteit</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Inference</source>
            <translation>Inferentie</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Installation</source>
            <translation>Installatie</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Libraries</source>
            <translation>Bibliotheken</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Log loss</source>
            <translation>Log loss</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Machine</source>
            <translation>Machine</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Memory</source>
            <translation>Geheugen</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Models</source>
            <translation>Modellen</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Offers</source>
            <translation>Biedt</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Platform</source>
            <translation>Platform</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Precision</source>
            <translation>Precisie</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Processor cores</source>
            <translation>Processorkernen</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Program</source>
            <translation>Programma</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Screen {0}</source>
            <translation>Scherm {0}</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Sensitivity</source>
            <translation>Sensitiviteit</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Settings</source>
            <translation>Instellingen</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Specificity</source>
            <translation>Specificiteit</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>System</source>
            <translation>Systeem</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Theme</source>
            <translation>Thema</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Window</source>
            <translation>Venster</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>Writable</source>
            <translation>Schrijfbaar</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>because</source>
            <translation>want</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>dark</source>
            <translation>donker</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>exact</source>
            <translation>exact</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>light</source>
            <translation>licht</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>normal</source>
            <translation>normaal</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>not installed</source>
            <translation>niet geïnstalleerd</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>not read yet</source>
            <translation>nog niet gelezen</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>not set</source>
            <translation>niet ingesteld</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>picture</source>
            <translation>het beeld</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>pneumonia</source>
            <translation>pneumonie</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>report</source>
            <translation>het rapport</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>runs on</source>
            <translation>draait op</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>self-test</source>
            <translation>zelftest</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>set</source>
            <translation>ingesteld</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>{0} GiB</source>
            <translation>{0} GiB</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>{0} GiB, {1} GiB free</source>
            <translation>{0} GiB, {1} GiB vrij</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>{0} usable of {1}</source>
            <translation>{0} bruikbaar van {1}</translation>
        </message>
        <message>
            <location filename="../../scripts/update_translations.py" />
            <source>{0} × {1} at {2}×, {3} dpi</source>
            <translation>{0} × {1} bij {2}×, {3} dpi</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/errors.py" />
            <source>Stopped before it was finished.</source>
            <translation>Gestopt voordat het klaar was.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/findings/finding.py" />
            <source>clinician confirmation required</source>
            <translation>bevestiging door een arts vereist</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/findings/finding.py" />
            <source>re-examination recommended</source>
            <translation>herhaling van het onderzoek aanbevolen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/codestream.py" />
            <source>Export the file uncompressed.</source>
            <translation>Exporteer het bestand zonder compressie.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/codestream.py" />
            <source>The pixels are stored as compressed data of a kind that is not in the standard, which is not read.</source>
            <translation>De pixels zijn opgeslagen als gecomprimeerde gegevens van een soort die niet in de standaard staat; die wordt niet gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/codestream.py" />
            <source>The pixels are stored as {0}, which is not read.</source>
            <translation>De pixels zijn opgeslagen als {0}; dat wordt niet gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/codestream.py" />
            <source>compressed data of a kind that is not in the standard</source>
            <translation>gecomprimeerde gegevens van een soort die niet in de standaard staat</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/colour.py" />
            <source>The picture has signed colour samples, which are not read.</source>
            <translation>Het beeld heeft kleurwaarden met een teken; die worden niet gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/decoded_frame.py" />
            <source>Export the file again at its source.</source>
            <translation>Exporteer het bestand opnieuw bij de bron.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/decoded_frame.py" />
            <source>The header says {0} samples for each pixel, the compressed picture has {1}.</source>
            <translation>De header noemt {0} waarden per pixel, het gecomprimeerde beeld heeft er {1}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/decoded_frame.py" />
            <source>The header says {0} × {1} pixels, the compressed picture is {2} × {3}.</source>
            <translation>De header noemt {0} × {1} pixels, het gecomprimeerde beeld is {2} × {3}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/directory.py" />
            <source>Open its folder instead.</source>
            <translation>Open in plaats daarvan de map.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/directory.py" />
            <source>This DICOMDIR is damaged and cannot be read.</source>
            <translation>Deze DICOMDIR is beschadigd en kan niet worden gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/header.py" />
            <source>An element of the header cannot be read.</source>
            <translation>Een element van de header kan niet worden gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/header_rows.py" />
            <source>Export it again at its source.</source>
            <translation>Exporteer het opnieuw bij de bron.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/header_rows.py" />
            <source>More than {0} element is nested too deep to be listed.</source>
            <translation>Meer dan {0} element is te diep genest om te tonen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/header_rows.py" />
            <source>More than {0} elements are nested too deep to be listed.</source>
            <translation>Meer dan {0} elementen zijn te diep genest om te tonen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/header_rows.py" />
            <source>More than {0} further element is not listed.</source>
            <translation>Meer dan {0} volgend element staat er niet bij.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/header_rows.py" />
            <source>More than {0} further elements are not listed.</source>
            <translation>Meer dan {0} volgende elementen staan er niet bij.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/header_rows.py" />
            <source>The header is damaged or ends too early; what can be read of it is listed.</source>
            <translation>De header is beschadigd of houdt te vroeg op; wat ervan leesbaar is, staat hier.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/header_rows.py" />
            <source>The header of this file is damaged and cannot be listed.</source>
            <translation>De header van dit bestand is beschadigd en kan niet worden getoond.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/header_rows.py" />
            <source>The listing ends here, because it takes too long; more elements follow.</source>
            <translation>De lijst houdt hier op, omdat het te lang duurt; er volgen meer elementen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/header_rows.py" />
            <source>{0} element is nested too deep to be listed.</source>
            <translation>{0} element is te diep genest om te tonen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/header_rows.py" />
            <source>{0} elements are nested too deep to be listed.</source>
            <translation>{0} elementen zijn te diep genest om te tonen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/header_rows.py" />
            <source>{0} further element is not listed.</source>
            <translation>{0} volgend element staat er niet bij.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/header_rows.py" />
            <source>{0} further elements are not listed.</source>
            <translation>{0} volgende elementen staan er niet bij.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/image_pixel.py" />
            <source>The header counts {0} used bits of {1}; all {2} are taken as used.</source>
            <translation>De header telt {0} gebruikte bits van {1}; alle {2} gelden als gebruikt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/image_pixel.py" />
            <source>The header gives each pixel {0} bits, which is not read.</source>
            <translation>De header geeft elke pixel {0} bits; dat wordt niet gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/image_pixel.py" />
            <source>The picture has {0} samples for each pixel; grey and three-colour pictures are read.</source>
            <translation>Het beeld heeft {0} waarden per pixel; gelezen worden beelden in grijs en in drie kleuren.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/modality.py" />
            <source>The header's rescale values are unusable and are set aside.</source>
            <translation>De rescale-waarden in de header zijn onbruikbaar en blijven buiten gebruik.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/modality.py" />
            <source>The header's table of modality values is damaged and is set aside.</source>
            <translation>De tabel met modaliteitswaarden in de header is beschadigd en blijft buiten gebruik.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/overlays.py" />
            <source>An overlay in this file is damaged and is left out.</source>
            <translation>Een overlay in dit bestand is beschadigd en blijft weg.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/palette.py" />
            <source>Export the file again.</source>
            <translation>Exporteer het bestand opnieuw.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/palette.py" />
            <source>The picture's palette is missing or damaged.</source>
            <translation>Het palet van het beeld ontbreekt of is beschadigd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/part10.py" />
            <source>The content looks like DICOM, but its header is damaged and cannot be read.</source>
            <translation>De inhoud lijkt op DICOM, maar de header is beschadigd en kan niet worden gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/part10.py" />
            <source>The deflated data set is larger than the {0} MB that are read.</source>
            <translation>De uitgepakte dataset is groter dan de {0} MB die worden gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/read.py" />
            <source>Copy it again from its source.</source>
            <translation>Kopieer het opnieuw van de bron.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/read.py" />
            <source>No pixel of this picture holds a number.</source>
            <translation>Geen enkele pixel van dit beeld bevat een getal.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/read.py" />
            <source>Pixels that hold no number are shown as the smallest value.</source>
            <translation>Pixels zonder getal worden getoond als de kleinste waarde.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/read.py" />
            <source>Raw detector values, meant for processing and not for reading.</source>
            <translation>Ruwe detectorwaarden, bedoeld om te bewerken en niet om te beoordelen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/read.py" />
            <source>The content looks like DICOM, but it holds no picture and does not say what it is.</source>
            <translation>De inhoud lijkt op DICOM, maar bevat geen beeld en zegt niet wat het is.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/read.py" />
            <source>The header calls low values both white and black; they are shown white.</source>
            <translation>De header noemt lage waarden wit én zwart; ze worden wit getoond.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/read.py" />
            <source>The header holds a presentation table, as no picture should; it is set aside.</source>
            <translation>De header bevat een presentatietabel, wat bij een beeld niet hoort; die blijft buiten gebruik.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/read.py" />
            <source>This DICOM file ends before its picture begins.</source>
            <translation>Dit DICOM-bestand houdt op voordat het beeld begint.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/read.py" />
            <source>This DICOM object holds no picture.</source>
            <translation>Dit DICOM-object bevat geen beeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/read.py" />
            <source>This DICOM object holds no picture: it is of the kind “{0}” and has no pixel data.</source>
            <translation>Dit DICOM-object bevat geen beeld: het is van de soort “{0}” en heeft geen pixelgegevens.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/shutter.py" />
            <source>The shutter in the header is unusable and is left open.</source>
            <translation>De shutter in de header is onbruikbaar en blijft open.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/voi_items.py" />
            <source>A table in the header is damaged and is set aside.</source>
            <translation>Een tabel in de header is beschadigd en blijft buiten gebruik.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/voi_items.py" />
            <source>A window or table in the header would show the picture in one single grey; it is set aside.</source>
            <translation>Een venster of tabel in de header zou het beeld in één grijswaarde tonen en blijft buiten gebruik.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/voi_items.py" />
            <source>Table {0}</source>
            <translation>Tabel {0}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/dicom/voi_items.py" />
            <source>Window {0}</source>
            <translation>Venster {0}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/limits.py" />
            <source>The file claims a picture of {0} × {1} pixels; at most {2} million pixels are read.</source>
            <translation>Het bestand zegt een beeld van {0} × {1} pixels te bevatten; er worden hooguit {2} miljoen pixels gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/limits.py" />
            <source>The file does not say how large its picture is.</source>
            <translation>Het bestand zegt niet hoe groot het beeld is.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>Decoding this file takes longer than the time that is allowed.</source>
            <translation>Het decoderen van dit bestand duurt langer dan toegestaan.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>Decoding this file takes more memory than is allowed.</source>
            <translation>Het decoderen van dit bestand kost meer geheugen dan toegestaan.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>It is damaged, or made to do harm.</source>
            <translation>Het is beschadigd, of gemaakt om schade te doen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>It reads DICOM, JPEG, PNG, TIFF and BMP.</source>
            <translation>Het leest DICOM, JPEG, PNG, TIFF en BMP.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>Restart the program, or install it again.</source>
            <translation>Start het programma opnieuw, of installeer het opnieuw.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>The content is no picture that this program reads, whatever the name says.</source>
            <translation>De inhoud is geen beeld dat dit programma leest, wat de naam ook zegt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>The file is empty.</source>
            <translation>Het bestand is leeg.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>The picture in this file is damaged and cannot be decoded.</source>
            <translation>Het beeld in dit bestand is beschadigd en kan niet worden gedecodeerd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>The picture in this file makes its decoder fail.</source>
            <translation>Op het beeld in dit bestand loopt de decoder vast.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>The process that decodes pictures does not start.</source>
            <translation>Het proces dat beelden decodeert, start niet.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>This file ends too early: a part of the picture is missing.</source>
            <translation>Dit bestand houdt te vroeg op: een deel van het beeld ontbreekt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>This file ends too early: the whole picture is missing.</source>
            <translation>Dit bestand houdt te vroeg op: het hele beeld ontbreekt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>This file ends too early: {0} of {1} frames are missing.</source>
            <translation>Dit bestand houdt te vroeg op: {0} van de {1} frames ontbreken.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>This file ends too early: {0} of {1} frames is missing.</source>
            <translation>Dit bestand houdt te vroeg op: {0} van de {1} frames ontbreekt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>This file ends too early: {0} of {1} rows are missing.</source>
            <translation>Dit bestand houdt te vroeg op: {0} van de {1} rijen ontbreken.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>This file ends too early: {0} of {1} rows is missing.</source>
            <translation>Dit bestand houdt te vroeg op: {0} van de {1} rijen ontbreekt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>This file holds one frame; frame {0} is not among them.</source>
            <translation>Dit bestand bevat één frame; frame {0} zit er niet bij.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/messages.py" />
            <source>This file holds {0} frames; frame {1} is not among them.</source>
            <translation>Dit bestand bevat {0} frames; frame {1} zit er niet bij.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>Bits per pixel</source>
            <translation>Bits per pixel</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>Bits per sample</source>
            <translation>Bits per waarde</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>CCITT T.4</source>
            <translation>CCITT T.4</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>CCITT T.6</source>
            <translation>CCITT T.6</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>Camera maker</source>
            <translation>Cameramerk</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>Camera model</source>
            <translation>Cameratype</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>Date and time</source>
            <translation>Datum en tijd</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>File kind</source>
            <translation>Bestandssoort</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>File size</source>
            <translation>Bestandsgrootte</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>Image description</source>
            <translation>Beschrijving</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>JPEG, lossless</source>
            <translation>JPEG, verliesvrij</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>JPEG, progressive</source>
            <translation>JPEG, progressief</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>JPEG, sequential</source>
            <translation>JPEG, sequentieel</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>RGB with transparency</source>
            <translation>RGB met transparantie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>Samples per pixel</source>
            <translation>Waarden per pixel</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>grey with transparency</source>
            <translation>grijs met transparantie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>grey, 0 is black</source>
            <translation>grijs, 0 is zwart</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>grey, 0 is white</source>
            <translation>grijs, 0 is wit</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>no: the end marker is missing</source>
            <translation>nee: de eindmarkering ontbreekt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>not said, shown as stored</source>
            <translation>niet vermeld, getoond zoals opgeslagen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>number {0}</source>
            <translation>nummer {0}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>number {0}, which is none: shown as stored</source>
            <translation>nummer {0}, dat niet bestaat: getoond zoals opgeslagen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>stored flipped, shown upright</source>
            <translation>omgeklapt opgeslagen, rechtop getoond</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>stored lying on its side, shown turned clockwise by 90°</source>
            <translation>liggend opgeslagen, 90° rechtsom gedraaid getoond</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>stored lying on its side, shown turned counter-clockwise by 90°</source>
            <translation>liggend opgeslagen, 90° linksom gedraaid getoond</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>stored mirrored and lying on its other side, shown upright</source>
            <translation>gespiegeld en op de andere zij opgeslagen, rechtop getoond</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>stored mirrored and lying on its side, shown upright</source>
            <translation>gespiegeld en liggend opgeslagen, rechtop getoond</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>stored mirrored, shown upright</source>
            <translation>gespiegeld opgeslagen, rechtop getoond</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>stored upside down, shown upright</source>
            <translation>ondersteboven opgeslagen, rechtop getoond</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>type {0}</source>
            <translation>type {0}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/raster_header.py" />
            <source>{0} bytes</source>
            <translation>{0} bytes</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/read.py" />
            <source>Export it as a grey picture.</source>
            <translation>Exporteer het als grijs beeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/raster/read.py" />
            <source>The file holds colour of a kind that is not read.</source>
            <translation>Het bestand bevat kleur van een soort die niet wordt gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/bounds.py" />
            <source>The files in this archive take more than the {0} that are unpacked of it.</source>
            <translation>De bestanden in dit archief nemen meer in dan de {0} die ervan worden uitgepakt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/bounds.py" />
            <source>The rest is left out.</source>
            <translation>De rest blijft weg.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/bounds.py" />
            <source>This archive holds more than the {0} files that are read of one archive.</source>
            <translation>Dit archief bevat meer dan de {0} bestanden die van één archief worden gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/bounds.py" />
            <source>This file in the archive becomes more than {0} times larger when it is unpacked, as no picture does.</source>
            <translation>Dit bestand in het archief wordt bij het uitpakken meer dan {0} keer zo groot, wat een beeld nooit doet.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/bounds.py" />
            <source>This file in the archive is larger than the {0} that are unpacked of one file.</source>
            <translation>Dit bestand in het archief is groter dan de {0} die van één bestand worden uitgepakt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/bounds.py" />
            <source>Unpack it and open its folder.</source>
            <translation>Pak het uit en open de map.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/contents.py" />
            <source>It may be made to do harm.</source>
            <translation>Het kan gemaakt zijn om schade te doen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/contents.py" />
            <source>The archive holds another file of the same name; the first one is shown.</source>
            <translation>Het archief bevat nog een bestand met dezelfde naam; het eerste wordt getoond.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/contents.py" />
            <source>The name of this file leads out of its archive, so that it is left out.</source>
            <translation>De naam van dit bestand wijst buiten zijn archief; daarom blijft het weg.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/contents.py" />
            <source>This archive holds more files than are read of one archive.</source>
            <translation>Dit archief bevat meer bestanden dan er van één archief worden gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/contents.py" />
            <source>This file is locked with a password.</source>
            <translation>Dit bestand is met een wachtwoord vergrendeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/contents.py" />
            <source>This is a link or a device in an archive, which is not followed.</source>
            <translation>Dit is een koppeling of een apparaat in een archief; dat wordt niet gevolgd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/contents.py" />
            <source>Unpack the archive and open its folder.</source>
            <translation>Pak het archief uit en open de map.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/contents.py" />
            <source>Unpack the archive with its password, and open the folder.</source>
            <translation>Pak het archief met het wachtwoord uit en open de map.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/copies.py" />
            <source>Make room and open it again.</source>
            <translation>Maak ruimte en open het opnieuw.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/copies.py" />
            <source>The disk has no room for the rest of this archive.</source>
            <translation>De schijf heeft geen ruimte voor de rest van dit archief.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/walk.py" />
            <source>Copy or download it again.</source>
            <translation>Kopieer of download het opnieuw.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/walk.py" />
            <source>Copy or download the archive again.</source>
            <translation>Kopieer of download het archief opnieuw.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/walk.py" />
            <source>This archive cannot be unpacked: {0}.</source>
            <translation>Dit archief kan niet worden uitgepakt: {0}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/walk.py" />
            <source>This archive is damaged or ends too early.</source>
            <translation>Dit archief is beschadigd of houdt te vroeg op.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/walk.py" />
            <source>This archive is damaged or ends too early: files may be missing.</source>
            <translation>Dit archief is beschadigd of houdt te vroeg op: er kunnen bestanden ontbreken.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/walk.py" />
            <source>This archive lies too deep in other archives.</source>
            <translation>Dit archief zit te diep in andere archieven.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/walk.py" />
            <source>This file is damaged in its archive and cannot be unpacked.</source>
            <translation>Dit bestand is in zijn archief beschadigd en kan niet worden uitgepakt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/walk.py" />
            <source>This file is packed in a way that this program does not read.</source>
            <translation>Dit bestand is ingepakt op een manier die dit programma niet leest.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/walk.py" />
            <source>Unpack the outer one and open its folder.</source>
            <translation>Pak het buitenste uit en open de map.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/archive/walk.py" />
            <source>What could be unpacked is shown.</source>
            <translation>Wat kon worden uitgepakt, wordt getoond.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/dicomdir.py" />
            <source>Copy the whole disc again.</source>
            <translation>Kopieer de hele schijf opnieuw.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/dicomdir.py" />
            <source>The DICOMDIR names a file outside its own folder, which is not opened.</source>
            <translation>De DICOMDIR noemt een bestand buiten de eigen map; dat wordt niet geopend.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/dicomdir.py" />
            <source>The DICOMDIR names this file, but it is not there.</source>
            <translation>De DICOMDIR noemt dit bestand, maar het is er niet.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/scan.py" />
            <source>The file cannot be read: {0}.</source>
            <translation>Het bestand kan niet worden gelezen: {0}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/scan.py" />
            <source>The name says that this is an archive, but its content is none.</source>
            <translation>De naam zegt dat dit een archief is, maar de inhoud is dat niet.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/scan.py" />
            <source>This cannot be opened: {0}.</source>
            <translation>Dit kan niet worden geopend: {0}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/scan/scan.py" />
            <source>This folder cannot be opened: {0}.</source>
            <translation>Deze map kan niet worden geopend: {0}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/source.py" />
            <source>The file is larger than the {0} MB that are read of one picture.</source>
            <translation>Het bestand is groter dan de {0} MB die van één beeld worden gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/source.py" />
            <source>This is no regular file and holds no picture.</source>
            <translation>Dit is geen gewoon bestand en bevat geen beeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/source.py" />
            <source>it is no longer there</source>
            <translation>het is er niet meer</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/source.py" />
            <source>permission is missing</source>
            <translation>de rechten ontbreken</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/source.py" />
            <source>the name is not valid</source>
            <translation>de naam is niet geldig</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/source.py" />
            <source>the system gives no reason</source>
            <translation>het systeem noemt geen reden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/windows.py" />
            <source>Full range</source>
            <translation>Volledig bereik</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/windows.py" />
            <source>Full range without 0.1 % at each end</source>
            <translation>Volledig bereik zonder 0,1 % aan elk eind</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/imaging/windows.py" />
            <source>Window from a region</source>
            <translation>Venster uit gebied</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/gate.py" />
            <source>Check that it is an upright frontal chest radiograph with bright bones.</source>
            <translation>Kijk of het een rechtopstaande frontale thoraxfoto met licht bot is.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/gate.py" />
            <source>The model has not learned from pictures like this one.</source>
            <translation>Het model heeft niet geleerd van beelden zoals dit.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/providers.py" />
            <source>Install "xray-desktop[gpu]" in place of "xray-desktop[cpu]" to use it.</source>
            <translation>Installeer daarvoor "xray-desktop[gpu]" in plaats van "xray-desktop[cpu]".</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/providers.py" />
            <source>Its device, its driver or its libraries are missing.</source>
            <translation>Het apparaat, het stuurprogramma of de bibliotheken ontbreken.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/providers.py" />
            <source>{0} cannot start on this machine, so the CPU is used.</source>
            <translation>{0} start niet op deze machine; daarom wordt de CPU gebruikt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/providers.py" />
            <source>{0} is not part of the installed {1}, so the CPU is used.</source>
            <translation>{0} hoort niet bij de geïnstalleerde {1}; daarom wordt de CPU gebruikt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/providers.py" />
            <source>{0} leaves {1} of the {2} large steps of this model to the CPU.</source>
            <translation>{0} laat {1} van de {2} grote stappen van dit model aan de CPU over.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/age.py" />
            <source>1 month</source>
            <translation>1 maand</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/age.py" />
            <source>The patient is {0} old; the model learned from patients aged {1} to {2} years, and nothing is known of others.</source>
            <translation>De patiënt is {0} oud; het model leerde van patiënten van {1} tot {2} jaar, over anderen is niets bekend.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/age.py" />
            <source>The patient's age is not stated; the model learned from patients aged {0} to {1} years, and nothing is known of others.</source>
            <translation>De leeftijd van de patiënt is niet vermeld; het model leerde van patiënten van {0} tot {1} jaar, over anderen is niets bekend.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/age.py" />
            <source>the model learned from patients aged {0} to {1} years</source>
            <translation>het model leerde van patiënten van {0} tot {1} jaar</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/age.py" />
            <source>{0} months</source>
            <translation>{0} maanden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/age.py" />
            <source>{0} years</source>
            <translation>{0} jaar</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>If the header is wrong, score it by hand.</source>
            <translation>Klopt de header niet, beoordeel het dan met de hand.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>Its header does not say how this picture was made; the model judges {0} only.</source>
            <translation>De header zegt niet hoe dit beeld gemaakt is; het model beoordeelt alleen {0}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>Its header names the body part '{0}'; the model judges {1} only.</source>
            <translation>De header noemt het lichaamsdeel '{0}'; het model beoordeelt alleen {1}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>Its header names the body part another one; the model judges {0} only.</source>
            <translation>De header noemt een ander lichaamsdeel; het model beoordeelt alleen {0}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>Its header says that this is another view; the model judges {0} only.</source>
            <translation>Volgens de header is dit een andere opname; het model beoordeelt alleen {0}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>Its header says that this is the view '{0}'; the model judges {1} only.</source>
            <translation>Volgens de header is dit de opname '{0}'; het model beoordeelt alleen {1}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>Its header says that this is {0} ({1}); the model judges {2} only.</source>
            <translation>Volgens de header is dit {0} ({1}); het model beoordeelt alleen {2}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>Its header says that this is {0}; the model judges {1} only.</source>
            <translation>Volgens de header is dit {0}; het model beoordeelt alleen {1}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>This picture is {0}; the model judges {1} only.</source>
            <translation>Dit beeld is {0}; het model beoordeelt alleen {1}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a computed radiograph</source>
            <translation>een computed-radiography-opname</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a computed tomography image</source>
            <translation>een CT-beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a digital radiograph</source>
            <translation>een digitale röntgenopname</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a film radiograph</source>
            <translation>een röntgenopname op film</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a lateral view</source>
            <translation>een laterale opname</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a left lateral decubitus view</source>
            <translation>een linker laterale decubitusopname</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a left lateral view</source>
            <translation>een linker laterale opname</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a left oblique view</source>
            <translation>een linker schuine opname</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a magnetic resonance image</source>
            <translation>een MRI-beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a mammogram</source>
            <translation>een mammogram</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a nuclear medicine image</source>
            <translation>een nucleair-geneeskundig beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a panoramic dental radiograph</source>
            <translation>een panoramische gebitsopname</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a photograph</source>
            <translation>een foto</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a positron emission tomography image</source>
            <translation>een PET-beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a radio-fluoroscopy image</source>
            <translation>een doorlichtingsbeeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a right lateral decubitus view</source>
            <translation>een rechter laterale decubitusopname</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a right lateral view</source>
            <translation>een rechter laterale opname</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a right oblique view</source>
            <translation>een rechter schuine opname</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>a slide microscopy image</source>
            <translation>een microscopiebeeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>an X-ray angiography image</source>
            <translation>een angiografiebeeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>an endoscopy image</source>
            <translation>een endoscopiebeeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>an intra-oral radiograph</source>
            <translation>een intra-orale röntgenopname</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>an ophthalmic photograph</source>
            <translation>een oogheelkundige foto</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>an ultrasound image</source>
            <translation>een echobeeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>another one</source>
            <translation>een ander</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>another view</source>
            <translation>een andere opname</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>of an unknown modality</source>
            <translation>van een onbekende modaliteit</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>of modality {0}</source>
            <translation>van modaliteit {0}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/header.py" />
            <source>the view '{0}'</source>
            <translation>de opname '{0}'</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/picture.py" />
            <source>If it is a preview, open the full picture.</source>
            <translation>Is het een voorbeeldweergave, open dan het volledige beeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/picture.py" />
            <source>If it is a radiograph with coloured marks or a tint, export it as a grey picture without them.</source>
            <translation>Is het een röntgenopname met gekleurde markeringen of een tint, exporteer die dan als grijs beeld zonder kleur.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/picture.py" />
            <source>If it was cut or joined, open the original.</source>
            <translation>Is het bijgesneden of samengevoegd, open dan het origineel.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/picture.py" />
            <source>There is nothing to be seen on this picture: it is blank, or its window shows none of it.</source>
            <translation>Op dit beeld is niets te zien: het is leeg, of het venster toont er niets van.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/picture.py" />
            <source>This picture is in colour, and radiographs are grey.</source>
            <translation>Dit beeld is in kleur, en röntgenopnamen zijn grijs.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/picture.py" />
            <source>This picture is {0} x {1} pixels, a strip that no chest radiograph has.</source>
            <translation>Dit beeld is {0} x {1} pixels, een strook die geen enkele thoraxfoto heeft.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/rules/picture.py" />
            <source>This picture is {0} x {1} pixels, too few to judge: the model looks at {2} x {3}.</source>
            <translation>Dit beeld is {0} x {1} pixels, te weinig om te beoordelen: het model kijkt naar {2} x {3}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/runtimes.py" />
            <source>Install it with: pip install "xray-desktop[cpu]" (or "xray-desktop[gpu]" for an NVIDIA graphics card).</source>
            <translation>Installeer het met: pip install "xray-desktop[cpu]" (of "xray-desktop[gpu]" voor een grafische kaart van NVIDIA).</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/runtimes.py" />
            <source>Remove all of them with: pip uninstall {0}, then install one with: pip install "xray-desktop[cpu]" or "xray-desktop[gpu]".</source>
            <translation>Verwijder ze allemaal met: pip uninstall {0}, en installeer er dan één met: pip install "xray-desktop[cpu]" of "xray-desktop[gpu]".</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/runtimes.py" />
            <source>onnxruntime is not installed, so no model can run.</source>
            <translation>onnxruntime is niet geïnstalleerd; er kan geen model draaien.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/runtimes.py" />
            <source>{0} are both installed and overwrite each other's files.</source>
            <translation>{0} zijn allebei geïnstalleerd en overschrijven elkaars bestanden.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/self_test.py" />
            <source>The model does not give its known answer on this machine (probability {0} instead of {1}), so it is not used.</source>
            <translation>Het model geeft op deze machine niet het bekende antwoord (kans {0} in plaats van {1}) en wordt daarom niet gebruikt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/self_test.py" />
            <source>The model gives its known answer on this machine.</source>
            <translation>Het model geeft op deze machine het bekende antwoord.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/self_test.py" />
            <source>The reference picture in the model card cannot be read.</source>
            <translation>Het referentiebeeld in de modelkaart kan niet worden gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/self_test.py" />
            <source>The reference picture in the model card is not what the model takes as its input.</source>
            <translation>Het referentiebeeld in de modelkaart past niet bij de invoer van het model.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/session.py" />
            <source>Known are: {0}.</source>
            <translation>Bekend zijn: {0}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/session.py" />
            <source>The model stopped with a fault on this image.</source>
            <translation>Het model stopte met een fout op dit beeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/session.py" />
            <source>The model's answer has another shape than its card promises.</source>
            <translation>Het antwoord van het model heeft een andere vorm dan de kaart belooft.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/session.py" />
            <source>The model's answer is not a number for this image.</source>
            <translation>Het antwoord van het model is voor dit beeld geen getal.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/session.py" />
            <source>The model's answer is outside the range that a probability or a heat map can have.</source>
            <translation>Het antwoord van het model ligt buiten het bereik van een kans of een heatmap.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/session.py" />
            <source>There is no provider of that name.</source>
            <translation>Er is geen provider met die naam.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/inference/session.py" />
            <source>onnxruntime cannot load this model.</source>
            <translation>onnxruntime kan dit model niet laden.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/measuring/store.py" />
            <source>The saved measurements cannot be read.</source>
            <translation>De bewaarde metingen kunnen niet worden gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/measuring/store.py" />
            <source>They stay out; everything else is restored.</source>
            <translation>Ze blijven weg; al het andere is hersteld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/card.py" />
            <source>It has: {0}.</source>
            <translation>Het heeft: {0}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/card.py" />
            <source>The model card cannot be used: {0}.</source>
            <translation>De modelkaart is niet bruikbaar: {0}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/card.py" />
            <source>This model has no operating point '{0}'.</source>
            <translation>Dit model heeft geen werkpunt '{0}'.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/catalogue.py" />
            <source>There is no model of that name.</source>
            <translation>Er is geen model met die naam.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>Check that it exists and may be read.</source>
            <translation>Kijk of het bestaat en gelezen mag worden.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>Save it as a single file and open it again.</source>
            <translation>Bewaar het als één bestand en open het opnieuw.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>The card of this model tells of a gate, but it has no output '{0}'.</source>
            <translation>De kaart van dit model noemt een toelatingscontrole, maar de uitvoer '{0}' ontbreekt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>The model's '{0}' is for batches of {1} only, not for any number.</source>
            <translation>'{0}' van het model is alleen voor groepen van {1}, niet voor elk aantal.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>The model's '{0}' is not of 32-bit floating point numbers.</source>
            <translation>'{0}' van het model bestaat niet uit 32-bits drijvendekommagetallen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>The model's '{0}' is {1}, but its card says {2}.</source>
            <translation>'{0}' van het model is {1}, maar de kaart zegt {2}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>The network inside this model file is not valid ONNX, so it is not loaded.</source>
            <translation>Het netwerk in dit modelbestand is geen geldige ONNX en wordt niet geladen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>There is no model file of that name.</source>
            <translation>Er is geen modelbestand met die naam.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>This file is damaged or is no ONNX model.</source>
            <translation>Dit bestand is beschadigd of is geen ONNX-model.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>This model brings functions or training steps of its own, so it is not loaded.</source>
            <translation>Dit model brengt eigen functies of trainingsstappen mee en wordt niet geladen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>This model contains loops or branches, which may never end, so it is not loaded.</source>
            <translation>Dit model bevat lussen of vertakkingen, die misschien nooit eindigen, en wordt niet geladen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>This model does not take the single input '{0}'.</source>
            <translation>Dit model heeft niet '{0}' als enige invoer.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>This model file cannot be opened.</source>
            <translation>Dit modelbestand kan niet worden geopend.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>This model file is empty.</source>
            <translation>Dit modelbestand is leeg.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>This model file is larger than {0} MB, so it is not loaded.</source>
            <translation>Dit modelbestand is groter dan {0} MB en wordt niet geladen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>This model has an output '{0}', but its card says nothing of a gate.</source>
            <translation>Dit model heeft een uitvoer '{0}', maar de kaart noemt geen toelatingscontrole.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>This model has no output '{0}'.</source>
            <translation>Dit model heeft geen uitvoer '{0}'.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>This model keeps its weights in other files.</source>
            <translation>Dit model bewaart zijn gewichten in andere bestanden.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/checks.py" />
            <source>This model uses operators from outside the ONNX standard, so it is not loaded.</source>
            <translation>Dit model gebruikt bewerkingen buiten de ONNX-standaard en wordt niet geladen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/metadata.py" />
            <source>Check the free space and the permissions.</source>
            <translation>Controleer de vrije ruimte en de rechten.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/metadata.py" />
            <source>Export it with xray-converter, which writes the card.</source>
            <translation>Exporteer het met xray-converter, dat de kaart schrijft.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/metadata.py" />
            <source>The model card is larger than any real one, so it is not read.</source>
            <translation>De modelkaart is groter dan een echte en wordt niet gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/metadata.py" />
            <source>The model file cannot be written.</source>
            <translation>Het modelbestand kan niet worden geschreven.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/metadata.py" />
            <source>This model file has more than one model card, so it is not clear which one holds.</source>
            <translation>Dit modelbestand heeft meer dan één modelkaart; het is niet duidelijk welke geldt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/model_file/metadata.py" />
            <source>This model file has no model card, so the viewer does not know what it expects.</source>
            <translation>Dit modelbestand heeft geen modelkaart; de viewer weet niet wat het verwacht.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/diagnostics.py" />
            <source>An unexpected fault stopped the diagnostics.</source>
            <translation>Een onverwachte fout stopte de diagnose.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/diagnostics.py" />
            <source>Stopped before the end.</source>
            <translation>Voor het einde gestopt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/diagnostics.py" />
            <source>The log cannot be read. Check the permissions of the program's folder.</source>
            <translation>Het logboek kan niet worden gelezen. Controleer de rechten van de map van het programma.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/language.py" />
            <source>As the desktop ({language})</source>
            <translation>Als het bureaublad ({language})</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/language.py" />
            <source>The window speaks the chosen language from its next start.</source>
            <translation>De gekozen taal geldt vanaf de volgende start.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/status.py" />
            <source>An unexpected fault stopped this. The log says where; the other work goes on.</source>
            <translation>Een onverwachte fout stopte dit. Het logboek zegt waar; het andere werk gaat door.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/status.py" />
            <source>Go on</source>
            <translation>Doorgaan</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/status.py" />
            <source>Open another folder…</source>
            <translation>Andere map openen…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/status.py" />
            <source>Open another model…</source>
            <translation>Ander model openen…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/status.py" />
            <source>Open the demo study</source>
            <translation>Demo openen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/status.py" />
            <source>Score the rest</source>
            <translation>De rest beoordelen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/status.py" />
            <source>Stopped: the folder may hold more than the {files} images found so far.</source>
            <translation>Gestopt: de map kan meer bevatten dan de {files} beelden die tot nu toe zijn gevonden.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/status.py" />
            <source>Stopped: the second model has gone through {done} of {images} files.</source>
            <translation>Gestopt: het tweede model heeft {done} van de {images} bestanden gehad.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/status.py" />
            <source>Stopped: {scored} of {images} images are scored.</source>
            <translation>Gestopt: {scored} van de {images} beelden zijn beoordeeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/status.py" />
            <source>The pictures can be looked at; nothing is scored.</source>
            <translation>De beelden kunnen worden bekeken; er wordt niets beoordeeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/status.py" />
            <source>loading the model</source>
            <translation>model wordt geladen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/status.py" />
            <source>no model</source>
            <translation>geen model</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/status.py" />
            <source>second opinion</source>
            <translation>second opinion</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/status.py" />
            <source>{model} stays in use.</source>
            <translation>{model} blijft in gebruik.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/app/text_size.py" />
            <source>{percent} %</source>
            <translation>{percent} %</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/picture.py" />
            <source>An unexpected fault stopped the picture. The log says where.</source>
            <translation>Een onverwachte fout stopte het beeld. Het logboek zegt waar.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/picture.py" />
            <source>Choose another place…</source>
            <translation>Andere plaats kiezen…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/picture.py" />
            <source>Export picture: the whole image at full resolution, with what is written and drawn on it</source>
            <translation>Beeld exporteren: het hele beeld op volle resolutie, met wat erop geschreven en getekend is</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/picture.py" />
            <source>It names the patient; Hide identity in the View menu leaves that out.</source>
            <translation>Het noemt de patiënt; Identiteit verbergen in het menu Beeld laat dat weg.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/picture.py" />
            <source>PNG picture (*.png)</source>
            <translation>PNG-beeld (*.png)</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/picture.py" />
            <source>Show in folder</source>
            <translation>Tonen in map</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/picture.py" />
            <source>The picture is on the clipboard.</source>
            <translation>Het beeld staat op het klembord.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/picture.py" />
            <source>The picture is written to {path}.</source>
            <translation>Het beeld is geschreven naar {path}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/picture.py" />
            <source>The picture is written.</source>
            <translation>Het beeld is geschreven.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/report.py" />
            <source>An unexpected fault stopped the report. What was there before is unchanged.</source>
            <translation>Een onverwachte fout stopte het rapport. Wat er stond, is niet veranderd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/report.py" />
            <source>CSV table (*.csv)</source>
            <translation>CSV-tabel (*.csv)</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/report.py" />
            <source>Export report</source>
            <translation>Rapport exporteren</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/report.py" />
            <source>It names the patients of DICOM headers.</source>
            <translation>Het noemt de patiënten uit DICOM-headers.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/report.py" />
            <source>The report is written to {path}.</source>
            <translation>Het rapport is geschreven naar {path}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/report.py" />
            <source>The report is written.</source>
            <translation>Het rapport is geschreven.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/report.py" />
            <source>Try again</source>
            <translation>Opnieuw proberen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/export/report.py" />
            <source>{count} of its images were not scored yet and stand in it as cancelled.</source>
            <translation>{count} van de beelden waren nog niet beoordeeld en staan erin als geannuleerd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/findings/gate_override.py" />
            <source>1 image is scored although not accepted; the report says so.</source>
            <translation>1 beeld is beoordeeld hoewel niet geaccepteerd; het rapport vermeldt dat.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/findings/gate_override.py" />
            <source>1 image that the gate refused is being scored.</source>
            <translation>1 geweigerd beeld wordt beoordeeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/findings/gate_override.py" />
            <source>Stop</source>
            <translation>Stoppen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/findings/gate_override.py" />
            <source>Take back</source>
            <translation>Terugnemen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/findings/gate_override.py" />
            <source>{count} images are scored although not accepted; the report says so.</source>
            <translation>{count} beelden zijn beoordeeld hoewel niet geaccepteerd; het rapport vermeldt dat.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/findings/gate_override.py" />
            <source>{count} images that the gate refused are being scored.</source>
            <translation>{count} geweigerde beelden worden beoordeeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/comparison.py" />
            <source>Export comparison</source>
            <translation>Vergelijking exporteren</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/comparison.py" />
            <source>Open a study first: two models are compared on its images.</source>
            <translation>Open eerst een onderzoek: twee modellen worden vergeleken op de beelden daarvan.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/comparison.py" />
            <source>The comparison is written to {name}.</source>
            <translation>De vergelijking is geschreven naar {name}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/comparison.py" />
            <source>The comparison is written.</source>
            <translation>De vergelijking is geschreven.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/comparison.py" />
            <source>{file} · frame {frame}</source>
            <translation>{file} · frame {frame}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>Add model</source>
            <translation>Model toevoegen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>An unexpected fault stopped this. The log says where.</source>
            <translation>Een onverwachte fout stopte dit. Het logboek zegt waar.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>Loading the model.</source>
            <translation>Het model wordt geladen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>Model (*.onnx)</source>
            <translation>Model (*.onnx)</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>The hash is copied.</source>
            <translation>De hash is gekopieerd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>The model is back.</source>
            <translation>Het model is terug.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>The model is loaded and given its reference picture.</source>
            <translation>Het model wordt geladen en krijgt zijn referentiebeeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>The model is removed. It can be restored until this window closes.</source>
            <translation>Het model is verwijderd. Het kan worden teruggezet tot dit venster sluit.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>There is a model of this ID and version already, and it is another file: compare the hashes.</source>
            <translation>Er is al een model met deze ID en versie, en het is een ander bestand: vergelijk de hashes.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>This model is in use. Use another one first, or end the second opinion, and remove it then.</source>
            <translation>Dit model is in gebruik. Gebruik eerst een ander, of beëindig de second opinion, en verwijder het daarna.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>This model is not in your own models folder, so it stays: only models that you added can be removed.</source>
            <translation>Dit model staat niet in je eigen modellenmap en blijft dus: alleen zelf toegevoegde modellen kunnen weg.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>This very model is here already.</source>
            <translation>Precies dit model is er al.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>{name} is copied into your models folder as {copy}, since another file has its name.</source>
            <translation>{name} is gekopieerd naar je modellenmap als {copy}, omdat een ander bestand die naam heeft.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>{name} is copied into your models folder.</source>
            <translation>{name} is gekopieerd naar je modellenmap.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>{name} is not added. {sentence}</source>
            <translation>{name} is niet toegevoegd. {sentence}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/manager.py" />
            <source>{verdict} {provider}: loaded in {seconds} s, the picture took {milliseconds} ms. Differences: probability {probability}, heat map {heatmap}.</source>
            <translation>{verdict} {provider}: geladen in {seconds} s, het beeld kostte {milliseconds} ms. Verschillen: kans {probability}, heatmap {heatmap}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/menu.py" />
            <source>No model is installed</source>
            <translation>Er is geen model geïnstalleerd</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/models/menu.py" />
            <source>Open model</source>
            <translation>Model openen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/open.py" />
            <source>Demo study</source>
            <translation>Demo-onderzoek</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/open.py" />
            <source>Open files</source>
            <translation>Bestanden openen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/open.py" />
            <source>Open folder</source>
            <translation>Map openen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/open.py" />
            <source>The demo study is being drawn; this takes a moment.</source>
            <translation>Het demo-onderzoek wordt getekend; dit duurt even.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/paste.py" />
            <source>The picture from the clipboard cannot be kept. Check the free space of the program's folder.</source>
            <translation>Het beeld van het klembord kan niet worden bewaard. Controleer de vrije ruimte van de map van het programma.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/paste.py" />
            <source>The picture on the clipboard cannot be read. Copy it again.</source>
            <translation>Het beeld op het klembord kan niet worden gelezen. Kopieer het opnieuw.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/paste.py" />
            <source>The picture on the clipboard is too large: at most 100 million pixels are read.</source>
            <translation>Het beeld op het klembord is te groot: er worden hooguit 100 miljoen pixels gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/paste.py" />
            <source>There is no picture on the clipboard, and no file. Copy one, and paste it here.</source>
            <translation>Er staat geen beeld op het klembord en geen bestand. Kopieer er een en plak het hier.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/paste.py" />
            <source>There is text on the clipboard. Copy a picture, or files, and paste them here.</source>
            <translation>Er staat tekst op het klembord. Kopieer een beeld of bestanden en plak die hier.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/session.py" />
            <source>Forget it</source>
            <translation>Vergeten</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/session.py" />
            <source>Pictures that were pasted or downloaded are removed.</source>
            <translation>Geplakte en gedownloade beelden zijn verwijderd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/session.py" />
            <source>Reopen</source>
            <translation>Heropenen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/session.py" />
            <source>Restore the last session</source>
            <translation>Vorige sessie herstellen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/session.py" />
            <source>The program did not end in order last time. What was open can be opened again.</source>
            <translation>Het programma is de vorige keer niet ordelijk afgesloten. Wat open was, kan weer worden geopend.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/session.py" />
            <source>The study is closed, and its results and drawings are gone. Notes stay with their images.</source>
            <translation>Het onderzoek is gesloten; resultaten en tekeningen zijn weg. Notities blijven bij hun beelden.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/web.py" />
            <source>An unexpected fault stopped the download. The log says where.</source>
            <translation>Een onverwachte fout stopte de download. Het logboek zegt waar.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/web.py" />
            <source>Another address…</source>
            <translation>Ander adres…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/web.py" />
            <source>Download and open</source>
            <translation>Downloaden en openen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/web.py" />
            <source>Open web address…</source>
            <translation>Webadres openen…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/opening/web.py" />
            <source>This is an address on the server {host}.</source>
            <translation>Dit is een adres op de server {host}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/state/panes.py" />
            <source>Current: {name}</source>
            <translation>Huidig: {name}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/state/panes.py" />
            <source>Earlier: {name}</source>
            <translation>Eerder: {name}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/state/panes.py" />
            <source>No earlier study of this patient is open.</source>
            <translation>Er is geen eerder onderzoek van deze patiënt open.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/state/panes.py" />
            <source>With heat map</source>
            <translation>Met heatmap</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/state/panes.py" />
            <source>Without heat map</source>
            <translation>Zonder heatmap</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/state/panes.py" />
            <source>not scored</source>
            <translation>niet beoordeeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/state/second_opinion.py" />
            <source>There is no model in use yet that a second one could stand beside.</source>
            <translation>Er is nog geen model in gebruik waar een tweede naast kan staan.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/state/second_opinion.py" />
            <source>There is no second opinion any more. {reason}</source>
            <translation>Er is geen second opinion meer. {reason}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/state/threshold.py" />
            <source>Sensitivity {sensitivity}, specificity {specificity}, measured on {ill} and {healthy} images. Chosen by {chosen_by}.</source>
            <translation>Sensitiviteit {sensitivity}, specificiteit {specificity}, gemeten op {ill} en {healthy} beelden. Gekozen op {chosen_by}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/state/threshold.py" />
            <source>{value} [{low} to {high}]</source>
            <translation>{value} [{low} tot {high}]</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/view/dicom_header.py" />
            <source>An unexpected fault stopped the reading of this header.</source>
            <translation>Een onverwachte fout stopte het lezen van deze header.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/view/dicom_header.py" />
            <source>No image is selected.</source>
            <translation>Er is geen beeld gekozen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/controllers/view/dicom_header.py" />
            <source>Reading the header…</source>
            <translation>Header wordt gelezen…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/about.py" />
            <source>A second reader for chest radiographs: for research, not for diagnosis. It is no medical device. A probability is a number that a network computes; what it means for a patient is for a clinician to say.</source>
            <translation>Een tweede lezer voor thoraxfoto's: voor onderzoek, niet voor diagnose. Het is geen medisch hulpmiddel. Een kans is een getal dat een netwerk berekent; wat het voor een patiënt betekent, zegt een arts.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/about.py" />
            <source>About xray-desktop</source>
            <translation>Over xray-desktop</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/about.py" />
            <source>Apache License 2.0. Icons: Lucide (ISC). Typeface: Inter (SIL OFL 1.1).</source>
            <translation>Apache License 2.0. Pictogrammen: Lucide (ISC). Lettertype: Inter (SIL OFL 1.1).</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/about.py" />
            <source>Close</source>
            <translation>Sluiten</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/about.py" />
            <source>Model</source>
            <translation>Model</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/about.py" />
            <source>Model licence</source>
            <translation>Licentie van het model</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/about.py" />
            <source>Training images</source>
            <translation>Trainingsbeelden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/about.py" />
            <source>{model} on {provider}</source>
            <translation>{model} op {provider}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/diagnostics.py" />
            <source>Copy as text</source>
            <translation>Kopiëren als tekst</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/diagnostics.py" />
            <source>Diagnostics</source>
            <translation>Diagnose van het programma</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/diagnostics.py" />
            <source>Everything that was looked at works.</source>
            <translation>Alles wat is nagekeken, werkt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/diagnostics.py" />
            <source>No patient, file or folder is named here: the text may be passed on.</source>
            <translation>Hier staat geen patiënt, bestand of map genoemd: de tekst mag worden doorgegeven.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/diagnostics.py" />
            <source>PROBLEM</source>
            <translation>PROBLEEM</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/diagnostics.py" />
            <source>Run again</source>
            <translation>Opnieuw uitvoeren</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/diagnostics.py" />
            <source>{count} checks found a problem; they are marked below.</source>
            <translation>{count} controles vonden een probleem; ze zijn hieronder gemarkeerd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/diagnostics.py" />
            <source>{done} of {parts}</source>
            <translation>{done} van {parts}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/guide.py" />
            <source>Contents</source>
            <translation>Inhoud</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/guide.py" />
            <source>User guide</source>
            <translation>Handleiding</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Add</source>
            <translation>Toevoegen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>All defaults</source>
            <translation>Alles standaard</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Choose a command, click into the field and press the new key.</source>
            <translation>Kies een opdracht, klik in het veld en druk op de nieuwe toets.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Choose several in the grid</source>
            <translation>Kies er meer in het overzicht</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Choose what is drawn, one after the other</source>
            <translation>Kies wat getekend is, een voor een</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Command</source>
            <translation>Opdracht</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Commands and keys</source>
            <translation>Opdrachten en toetsen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Ctrl+arrow keys</source>
            <translation>Ctrl+pijltoetsen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Default</source>
            <translation>Standaard</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Double-click</source>
            <translation>Dubbelklik</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Double-click a note</source>
            <translation>Dubbelklik op een notitie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Find a command or a key</source>
            <translation>Zoek een opdracht of toets</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Grid: show large. Several panes: this one alone, and back. One pane: the grid</source>
            <translation>Overzicht: groot tonen. Meer vakken: alleen dit, en terug. Eén vak: het overzicht</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Keys</source>
            <translation>Toetsen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Keys and mouse</source>
            <translation>Toetsen en muis</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Left drag</source>
            <translation>Slepen, linkerknop</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Lines in steps of 45°, squares, circles</source>
            <translation>Lijnen in stappen van 45°, vierkanten, cirkels</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Middle drag</source>
            <translation>Slepen, middelste knop</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Mouse</source>
            <translation>Muis</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Move the picture</source>
            <translation>Beeld verplaatsen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Move what is chosen; with Shift farther</source>
            <translation>Verplaats het gekozene; met Shift verder</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>New key</source>
            <translation>Nieuwe toets</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Previous and next image</source>
            <translation>Vorig en volgend beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Right drag, Ctrl+wheel</source>
            <translation>Slepen, rechterknop; Ctrl+wiel</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Shift or Ctrl with click or arrows</source>
            <translation>Shift of Ctrl met klik of pijltjes</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Shift while drawing</source>
            <translation>Shift tijdens het tekenen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Tab</source>
            <translation>Tab</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>This is the key of “{command}”, which will lose it.</source>
            <translation>Dit is de toets van “{command}”, dat hem kwijtraakt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Use this key</source>
            <translation>Deze toets gebruiken</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Wheel</source>
            <translation>Wiel</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Window: across for the width, up and down for the centre; or the chosen tool</source>
            <translation>Venster: opzij voor de breedte, op en neer voor het midden; of het gekozen gereedschap</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Write it anew; Enter where it is chosen</source>
            <translation>Schrijf hem opnieuw; Enter waar hij gekozen is</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/keys.py" />
            <source>Zoom</source>
            <translation>Zoom</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/log.py" />
            <source>Copy all that is shown</source>
            <translation>Kopieer alles wat getoond wordt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/log.py" />
            <source>Errors</source>
            <translation>Fouten</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/log.py" />
            <source>Everything</source>
            <translation>Alles</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/log.py" />
            <source>Follow the end</source>
            <translation>Volg het einde</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/log.py" />
            <source>How grave</source>
            <translation>Hoe ernstig</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/log.py" />
            <source>Lines of the log</source>
            <translation>Regels van het logboek</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/log.py" />
            <source>Log</source>
            <translation>Logboek</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/log.py" />
            <source>Nothing has been written to the log yet.</source>
            <translation>Er staat nog niets in het logboek.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/log.py" />
            <source>The log never holds names, numbers or dates of patients, or the names of their files.</source>
            <translation>Het logboek bevat nooit namen, nummers of datums van patiënten, noch de namen van hun bestanden.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/log.py" />
            <source>Warnings and errors</source>
            <translation>Waarschuwingen en fouten</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/adding_page.py" />
            <source>Add it only if you know where it comes from. The file was checked without running it: it holds standard operators only, and its network is what its card promises. Whether what the card claims is true, no check can say.</source>
            <translation>Voeg het alleen toe als je weet waar het vandaan komt. Het bestand is gecontroleerd zonder het uit te voeren: het bevat alleen standaardbewerkingen, en het netwerk is wat de kaart belooft. Geen controle kan zeggen of klopt wat de kaart beweert.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/adding_page.py" />
            <source>Add this model</source>
            <translation>Dit model toevoegen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/adding_page.py" />
            <source>Add {name}?</source>
            <translation>{name} toevoegen?</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/adding_page.py" />
            <source>Do not add it</source>
            <translation>Niet toevoegen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/card_page.py" />
            <source>Compare…</source>
            <translation>Vergelijken…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/card_page.py" />
            <source>Copy hash</source>
            <translation>Hash kopiëren</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/card_page.py" />
            <source>Copy the SHA-256 of the file</source>
            <translation>Kopieer de SHA-256 van het bestand</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/card_page.py" />
            <source>End the second opinion</source>
            <translation>Second opinion beëindigen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/card_page.py" />
            <source>No model</source>
            <translation>Geen model</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/card_page.py" />
            <source>Remove</source>
            <translation>Verwijderen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/card_page.py" />
            <source>Restore</source>
            <translation>Terugzetten</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/card_page.py" />
            <source>Self-test</source>
            <translation>Zelftest</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/card_page.py" />
            <source>Use as second opinion</source>
            <translation>Als second opinion</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/card_page.py" />
            <source>Use this model</source>
            <translation>Dit model gebruiken</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>1 image scored by both</source>
            <translation>1 beeld door beide beoordeeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>Back to the card</source>
            <translation>Terug naar de kaart</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>Compare</source>
            <translation>Vergelijken</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>Comparison</source>
            <translation>Vergelijking</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>Each model is held against its own default operating point. Where they disagree comes first, then the largest differences. The correlation is that of the two probabilities (Pearson). Agreement is no proof: two models that learned from the same images make the same mistakes.</source>
            <translation>Elk model wordt langs zijn eigen standaardwerkpunt gelegd. Waar ze verschillen komt eerst, dan de grootste verschillen. De correlatie is die van de twee kansen (Pearson). Overeenstemming is geen bewijs: twee modellen die van dezelfde beelden leerden, maken dezelfde fouten.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>Export table (CSV)…</source>
            <translation>Tabel exporteren (CSV)…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>First model</source>
            <translation>Eerste model</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>Second model</source>
            <translation>Tweede model</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>Stopped before the end. {line}</source>
            <translation>Voor het einde gestopt. {line}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>agree on {count}</source>
            <translation>eens over {count}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>and</source>
            <translation>en</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>correlation {r}</source>
            <translation>correlatie {r}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>disagree on {count}</source>
            <translation>oneens over {count}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>loading the models</source>
            <translation>modellen worden geladen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>{count} images scored by both</source>
            <translation>{count} beelden door beide beoordeeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparing_page.py" />
            <source>{count} without both scores</source>
            <translation>{count} zonder beide kansen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparison_model.py" />
            <source>Difference</source>
            <translation>Verschil</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparison_model.py" />
            <source>First</source>
            <translation>Eerste</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparison_model.py" />
            <source>Image</source>
            <translation>Beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparison_model.py" />
            <source>Second</source>
            <translation>Tweede</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparison_model.py" />
            <source>agree</source>
            <translation>eens</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparison_model.py" />
            <source>disagree</source>
            <translation>oneens</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/comparison_model.py" />
            <source>not both scored</source>
            <translation>niet beide</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/dialog.py" />
            <source>Add model…</source>
            <translation>Model toevoegen…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/dialog.py" />
            <source>Or drop an .onnx file here. Your own models are copied into your models folder.</source>
            <translation>Of sleep een .onnx-bestand hierheen. Eigen modellen worden naar je modellenmap gekopieerd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/model_list.py" />
            <source>cannot be used</source>
            <translation>niet bruikbaar</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/model_list.py" />
            <source>default</source>
            <translation>standaard</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/model_list.py" />
            <source>in use</source>
            <translation>in gebruik</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/model_list.py" />
            <source>removed</source>
            <translation>verwijderd</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/model_list.py" />
            <source>yours</source>
            <translation>eigen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>95 % interval</source>
            <translation>95%-interval</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>95 % intervals in brackets.</source>
            <translation>95%-intervallen tussen haken.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>AUC</source>
            <translation>AUC</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Against the trained network</source>
            <translation>Naast het getrainde netwerk</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Answers</source>
            <translation>Antwoorden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Attribution</source>
            <translation>Bronvermelding</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Batches of {batch_size}, {inputs}</source>
            <translation>Groepen van {batch_size}, {inputs}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Before</source>
            <translation>Ervoor</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Brier score</source>
            <translation>Brier-score</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Calibration</source>
            <translation>Kalibratie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Chest radiographs refused</source>
            <translation>Geweigerde thoraxfoto's</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Chosen on {chosen_on}.</source>
            <translation>Gekozen op {chosen_on}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Data</source>
            <translation>Gegevens</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Ensemble</source>
            <translation>Ensemble</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Expected calibration error</source>
            <translation>Verwachte kalibratiefout</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>F1</source>
            <translation>F1</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Falsely let in, by kind of picture</source>
            <translation>Ten onrechte toegelaten, per soort beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Falsely refused</source>
            <translation>Ten onrechte geweigerd</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Figure</source>
            <translation>Maat</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>File</source>
            <translation>Bestand</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Fitted on</source>
            <translation>Aangepast aan</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Heat map</source>
            <translation>Heatmap</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>How this file came about</source>
            <translation>Hoe dit bestand ontstond</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Images</source>
            <translation>Beelden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Input</source>
            <translation>Invoer</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Input and heat map</source>
            <translation>Invoer en heatmap</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Largest differences after export</source>
            <translation>Grootste verschillen na export</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Licence</source>
            <translation>Licentie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Licence of the data</source>
            <translation>Licentie van de gegevens</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Made</source>
            <translation>Gemaakt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Made with</source>
            <translation>Gemaakt met</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Measured on</source>
            <translation>Gemeten op</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Member</source>
            <translation>Lid</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Method</source>
            <translation>Methode</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Modalities</source>
            <translation>Modaliteiten</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Name</source>
            <translation>Naam</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Not scored above</source>
            <translation>Niet beoordeeld boven</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Operating point</source>
            <translation>Werkpunt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Operating points</source>
            <translation>Werkpunten</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Patients' age</source>
            <translation>Leeftijd van patiënten</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Population</source>
            <translation>Populatie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Probability</source>
            <translation>Kans</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Quantised ({scheme}) to {ratio} of its size; measured on {evaluated_on}.</source>
            <translation>Gekwantiseerd ({scheme}) tot {ratio} van de grootte; gemeten op {evaluated_on}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>SHA-256 begins</source>
            <translation>SHA-256 begint met</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>SHA-256 of the list of images</source>
            <translation>SHA-256 van de beeldenlijst</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Seed</source>
            <translation>Seed</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Size</source>
            <translation>Grootte</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>The file has no gate of its own: only the viewer's rules keep other pictures away.</source>
            <translation>Het bestand heeft geen eigen toelatingscontrole: alleen de regels van de viewer houden andere beelden weg.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>The probability is not calibrated.</source>
            <translation>De kans is niet gekalibreerd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Threshold</source>
            <translation>Drempel</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Trained on</source>
            <translation>Getraind op</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Value</source>
            <translation>Waarde</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Weight</source>
            <translation>Gewicht</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>What it is for</source>
            <translation>Waarvoor het is</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>What it is not for</source>
            <translation>Waarvoor het niet is</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>Which pictures it may judge</source>
            <translation>Welke beelden het mag beoordelen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>none</source>
            <translation>geen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>{dataset}. {split}. {images} images of {patients} patients.</source>
            <translation>{dataset}. {split}. {images} beelden van {patients} patiënten.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>{images} of {patients} patients</source>
            <translation>{images} van {patients} patiënten</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>{low} to {high}</source>
            <translation>{low} tot {high}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>{method}, {rows} × {columns} cells, layer {layer}</source>
            <translation>{method}, {rows} × {columns} cellen, laag {layer}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>{method}, {temperature}; applied inside the file</source>
            <translation>{method}, {temperature}; toegepast in het bestand</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>{name} (default)</source>
            <translation>{name} (standaard)</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>{negative} or {positive}</source>
            <translation>{negative} of {positive}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>{point}: chosen by {chosen_by}.</source>
            <translation>{point}: gekozen op {chosen_by}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>{rows} × {columns} grey pixels; {aspect}; resampling {kernel}</source>
            <translation>{rows} × {columns} grijze pixels; {aspect}; resampling {kernel}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet.py" />
            <source>{youngest} to {oldest} years</source>
            <translation>{youngest} tot {oldest} jaar</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/models/sheet_view.py" />
            <source>Model card</source>
            <translation>Modelkaart</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/open_address.py" />
            <source>Open</source>
            <translation>Openen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/open_address.py" />
            <source>Open web address</source>
            <translation>Webadres openen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/open_address.py" />
            <source>Switch on web addresses</source>
            <translation>Webadressen inschakelen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/open_address.py" />
            <source>The address of a radiograph, a DICOM file or a zip file, over https.</source>
            <translation>Het adres van een röntgenopname, een DICOM-bestand of een zipbestand, via https.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/open_address.py" />
            <source>Web address</source>
            <translation>Webadres</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/dialogs/open_address.py" />
            <source>Web addresses are switched off: this program asks the network for nothing by itself. Switched on, it asks the server that you name, and only that, for one file at a time. It sends no cookies, no names and nothing of your pictures; as with any browser, the server sees this machine's network address. What comes is removed when the session ends.</source>
            <translation>Webadressen zijn uitgeschakeld: dit programma vraagt uit zichzelf niets aan het netwerk. Ingeschakeld vraagt het de genoemde server, en alleen die, om één bestand tegelijk. Het stuurt geen cookies, geen namen en niets van je beelden; zoals bij elke browser ziet de server het netwerkadres van deze machine. Wat binnenkomt, wordt verwijderd als de sessie eindigt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/finding_section.py" />
            <source>No image selected</source>
            <translation>Geen beeld gekozen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/finding_section.py" />
            <source>The two models fall on different sides of their own thresholds, so no label is given.</source>
            <translation>De twee modellen komen aan verschillende kanten van hun eigen drempel uit; daarom staat er geen label.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/gate_section.py" />
            <source>Score anyway</source>
            <translation>Toch beoordelen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/gate_section.py" />
            <source>Take back the score</source>
            <translation>Beoordeling terugnemen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/gate_section.py" />
            <source>The image is not scored again</source>
            <translation>Het beeld is weer onbeoordeeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/gate_section.py" />
            <source>The report will say that this image was not accepted</source>
            <translation>Het rapport vermeldt dat dit beeld niet is geaccepteerd</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Below {threshold} nothing is drawn.</source>
            <translation>Onder {threshold} wordt niets getekend.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Both</source>
            <translation>Beide</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Colour</source>
            <translation>Kleur</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Colours of the heat map</source>
            <translation>Kleuren van de heatmap</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Contours</source>
            <translation>Contouren</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Evidence below this share of the scale is not drawn</source>
            <translation>Bewijs onder dit deel van de schaal wordt niet getekend</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Hide below</source>
            <translation>Ondergrens</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Hide evidence below this share of the scale</source>
            <translation>Verberg bewijs onder dit deel van de schaal</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Opacity</source>
            <translation>Dekking</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Opacity of the heat map</source>
            <translation>Dekking van de heatmap</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Scale</source>
            <translation>Schaal</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Scale from 0 to 1. {words}</source>
            <translation>Schaal van 0 tot 1. {words}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Scale of the heat map</source>
            <translation>Schaal van de heatmap</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>Show</source>
            <translation>Tonen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>There is none without a score.</source>
            <translation>Zonder beoordeling is er geen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>This image</source>
            <translation>Dit beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>This study</source>
            <translation>Dit onderzoek</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/heatmap_section.py" />
            <source>What is drawn of the heat map</source>
            <translation>Wat van de heatmap wordt getekend</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/image_section.py" />
            <source>Depth</source>
            <translation>Diepte</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/image_section.py" />
            <source>Frame</source>
            <translation>Frame</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/image_section.py" />
            <source>Modality</source>
            <translation>Modaliteit</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/image_section.py" />
            <source>View</source>
            <translation>Projectie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/image_section.py" />
            <source>{bits} bit</source>
            <translation>{bits} bits</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/image_section.py" />
            <source>{bits} bit, colour</source>
            <translation>{bits} bits, kleur</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/image_section.py" />
            <source>{columns} × {rows} pixels</source>
            <translation>{columns} × {rows} pixels</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/image_section.py" />
            <source>{place} of {count}</source>
            <translation>{place} van {count}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/model_section.py" />
            <source>Chest radiographs that the gate refuses although it should not</source>
            <translation>Thoraxfoto's die ten onrechte worden geweigerd</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/model_section.py" />
            <source>Limits of this model</source>
            <translation>Grenzen van dit model</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/model_section.py" />
            <source>No model in use</source>
            <translation>Geen model in gebruik</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/model_section.py" />
            <source>Refused in error</source>
            <translation>Fout geweigerd</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/model_section.py" />
            <source>Runs on</source>
            <translation>Draait op</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/model_section.py" />
            <source>Sensitivity and specificity are not known for a threshold set by hand.</source>
            <translation>Bij een met de hand gezette drempel zijn sensitiviteit en specificiteit niet bekend.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/model_section.py" />
            <source>This model has no gate for pictures that are not chest radiographs: it scores whatever no rule refuses.</source>
            <translation>Dit model heeft geen toelatingscontrole voor beelden die geen thoraxfoto zijn: het beoordeelt alles wat geen regel weigert.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/panel.py" />
            <source>Findings</source>
            <translation>Bevindingen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/panel.py" />
            <source>Waiting to be scored</source>
            <translation>Wacht op beoordeling</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Name and ID are hidden, and stay out of the report.</source>
            <translation>Naam en ID zijn verborgen en komen niet in het rapport.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Name and ID are those of the file.</source>
            <translation>Naam en ID zijn die van het bestand.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Name and ID stand in the file; open the image to see them.</source>
            <translation>Naam en ID staan in het bestand; open het beeld om ze te zien.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Notes</source>
            <translation>Notities</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Patient ID</source>
            <translation>Patiënt-ID</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Patient and notes</source>
            <translation>Patiënt en notities</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Patient and notes, {count} images</source>
            <translation>Patiënt en notities, {count} beelden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Patient name</source>
            <translation>Naam van de patiënt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Some of these files name their patient themselves, so name and ID cannot be entered for all.</source>
            <translation>Sommige van deze bestanden noemen hun patiënt zelf; naam en ID kunnen daarom niet voor alle worden ingevuld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Take back the last change of name, ID or notes</source>
            <translation>Neem de laatste wijziging van naam, ID of notities terug</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>Undo</source>
            <translation>Ongedaan maken</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/patient_section.py" />
            <source>{name}: several</source>
            <translation>{name}: verschillend</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/phrases.py" />
            <source>At or above the threshold of {probability}</source>
            <translation>Op of boven de drempel van {probability}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/phrases.py" />
            <source>Below the threshold of {probability}</source>
            <translation>Onder de drempel van {probability}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/phrases.py" />
            <source>Probability of {finding}</source>
            <translation>Kans op {finding}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/phrases.py" />
            <source>{point}, 95 % intervals in brackets: chosen on {chosen_on}; by {chosen_by}.</source>
            <translation>{point}, 95%-intervallen tussen haken: gekozen op {chosen_on}; op {chosen_by}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/phrases.py" />
            <source>{value} % [{low} to {high}], n {n}</source>
            <translation>{value} % [{low} tot {high}], n {n}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/probability_bar.py" />
            <source>Probability {probability}, threshold {threshold}</source>
            <translation>Kans {probability}, drempel {threshold}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/second_section.py" />
            <source>Second opinion</source>
            <translation>Second opinion</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/second_section.py" />
            <source>The models agree.</source>
            <translation>De modellen zijn het eens.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/threshold_section.py" />
            <source>Operating point of the model</source>
            <translation>Werkpunt van het model</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/findings_panel/threshold_section.py" />
            <source>Set by hand</source>
            <translation>Met de hand</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/badge.py" />
            <source>cannot be read</source>
            <translation>onleesbaar</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/badge.py" />
            <source>models disagree</source>
            <translation>modellen oneens</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/badge.py" />
            <source>stopped</source>
            <translation>gestopt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/badge.py" />
            <source>{probability} anyway</source>
            <translation>{probability} toch</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>All images</source>
            <translation>Alle beelden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>At or above threshold</source>
            <translation>Op of boven drempel</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>Below threshold</source>
            <translation>Onder drempel</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>By name</source>
            <translation>Op naam</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>By patient and series</source>
            <translation>Op patiënt en serie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>Cannot be read</source>
            <translation>Onleesbaar</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>Find by name</source>
            <translation>Zoeken</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>Highest first</source>
            <translation>Hoogste eerst</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>In folder order</source>
            <translation>In mapvolgorde</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>Models disagree</source>
            <translation>Modellen oneens</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>Names hidden</source>
            <translation>Namen verborgen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>Not scored</source>
            <translation>Niet beoordeeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>Order</source>
            <translation>Volgorde</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>Scored anyway</source>
            <translation>Toch beoordeeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/filter_bar.py" />
            <source>{shown} of {images} images</source>
            <translation>{shown} van {images} beelden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/page.py" />
            <source>No image of this study fits what you chose to see.</source>
            <translation>Geen beeld van dit onderzoek past bij de gekozen weergave.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/page.py" />
            <source>Show all images</source>
            <translation>Alle beelden tonen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/phrases.py" />
            <source>1 image</source>
            <translation>1 beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/phrases.py" />
            <source>Not scored yet</source>
            <translation>Nog niet beoordeeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/phrases.py" />
            <source>Probability {probability}</source>
            <translation>Kans {probability}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/phrases.py" />
            <source>Stopped before it was scored</source>
            <translation>Gestopt voor de beoordeling</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/phrases.py" />
            <source>The models agree: probability {first}, second model {second}</source>
            <translation>De modellen zijn het eens: kans {first}, tweede model {second}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/phrases.py" />
            <source>The models disagree: probability {first}, second model {second}</source>
            <translation>De modellen zijn het oneens: kans {first}, tweede model {second}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/phrases.py" />
            <source>{images} images</source>
            <translation>{images} beelden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/rows.py" />
            <source>{name} · frame {frame}</source>
            <translation>{name} · frame {frame}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/grid/view.py" />
            <source>Images of the study</source>
            <translation>Beelden van het onderzoek</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>Bytes</source>
            <translation>Bytes</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>Keyword</source>
            <translation>Keyword</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>Tag</source>
            <translation>Tag</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>VM</source>
            <translation>VM</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>VR</source>
            <translation>VR</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>closed</source>
            <translation>dicht</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>level {level}</source>
            <translation>niveau {level}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/model.py" />
            <source>open</source>
            <translation>open</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>Copy rows</source>
            <translation>Rijen kopiëren</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>Copy value</source>
            <translation>Waarde kopiëren</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>Elements of the header</source>
            <translation>Elementen van de header</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>Find by name, keyword, tag or value</source>
            <translation>Zoek op naam, keyword, tag of waarde</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>Header</source>
            <translation>Header</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>Nothing in this header fits what you look for.</source>
            <translation>Niets in deze header past bij wat je zoekt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>hidden</source>
            <translation>verborgen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>{count} rows</source>
            <translation>{count} rijen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>{matches} of {count} rows fit</source>
            <translation>{matches} van {count} rijen passen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/header/window.py" />
            <source>{name} – Header</source>
            <translation>{name} – Header</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/i18n/disclaimer.py" />
            <source>Research use – not for diagnosis</source>
            <translation>Alleen voor onderzoek – niet voor diagnose</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/i18n/language.py" />
            <source>(en)</source>
            <translation>(nl)</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Enlarge</source>
            <translation>Vergroten</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Everywhere</source>
            <translation>Overal</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>First image</source>
            <translation>Eerste beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Full range of values</source>
            <translation>Volledig bereik van de waarden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Large view</source>
            <translation>Groot beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Last image</source>
            <translation>Laatste beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Next series</source>
            <translation>Volgende serie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Previous series</source>
            <translation>Vorige serie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Reduce</source>
            <translation>Verkleinen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Text in the corners</source>
            <translation>Tekst in de hoeken</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>The file's own window</source>
            <translation>Het venster van het bestand</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/keys/commands.py" />
            <source>Window {number} of the W/L menu</source>
            <translation>Venster {number} van het W/L-menu</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/privacy/identity.py" />
            <source>Folder {number}</source>
            <translation>Map {number}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/privacy/identity.py" />
            <source>Image {number}</source>
            <translation>Beeld {number}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/privacy/identity.py" />
            <source>Image {number} · frame {frame}</source>
            <translation>Beeld {number} · frame {frame}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/privacy/identity.py" />
            <source>Name hidden</source>
            <translation>Naam verborgen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/privacy/identity.py" />
            <source>Recent study {number}</source>
            <translation>Recent onderzoek {number}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/privacy/identity.py" />
            <source>Study</source>
            <translation>Onderzoek</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/studies/item_model.py" />
            <source>{count} images</source>
            <translation>{count} beelden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/studies/labels.py" />
            <source>Folders</source>
            <translation>Mappen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/studies/labels.py" />
            <source>Images that belong to no patient</source>
            <translation>Beelden die bij geen patiënt horen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/studies/labels.py" />
            <source>Patient ID {number}</source>
            <translation>Patiënt-ID {number}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/studies/labels.py" />
            <source>Patient {number}</source>
            <translation>Patiënt {number}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/studies/labels.py" />
            <source>Series</source>
            <translation>Serie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/studies/labels.py" />
            <source>Study {number}</source>
            <translation>Onderzoek {number}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/studies/labels.py" />
            <source>Without a date</source>
            <translation>Zonder datum</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/studies/labels.py" />
            <source>Without a name</source>
            <translation>Zonder naam</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/studies/labels.py" />
            <source>born {date}</source>
            <translation>geboren {date}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/studies/panel.py" />
            <source>No study is open.</source>
            <translation>Er is geen onderzoek open.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/studies/panel.py" />
            <source>Patients, studies, series and folders</source>
            <translation>Patiënten, onderzoeken, series en mappen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/studies/title.py" />
            <source>{name} and {count} more</source>
            <translation>{name} en nog {count}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/studies/title.py" />
            <source>{one} and {other}</source>
            <translation>{one} en {other}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/threshold_bar/bar.py" />
            <source>models disagree on {count}</source>
            <translation>modellen oneens over {count}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/threshold_bar/bar.py" />
            <source>{count} at or above</source>
            <translation>{count} op of boven</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/threshold_bar/bar.py" />
            <source>{count} below</source>
            <translation>{count} eronder</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/annotation_painter.py" />
            <source>SCORED ALTHOUGH NOT ACCEPTED</source>
            <translation>BEOORDEELD HOEWEL NIET GEACCEPTEERD</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/annotation_painter.py" />
            <source>SYNTHETIC</source>
            <translation>SYNTHETISCH</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>Accession {number}</source>
            <translation>Accession {number}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>Center {center}, width {width}</source>
            <translation>Midden {center}, breedte {width}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>Frame {frame} of {frames}</source>
            <translation>Frame {frame} van {frames}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>Identity hidden</source>
            <translation>Identiteit verborgen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>Left edge {left}, right edge {right}, top {top}, bottom {bottom}</source>
            <translation>Linkerrand {left}, rechterrand {right}, boven {top}, onder {bottom}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>Series {number}</source>
            <translation>Serie {number}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>The pixels may name the patient</source>
            <translation>De pixels noemen misschien de patiënt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>Zoom {percent} %</source>
            <translation>Zoom {percent} %</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/corner_text.py" />
            <source>inverted</source>
            <translation>geïnverteerd</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>Pixel {size} mm at the detector</source>
            <translation>Pixel {size} mm (detector)</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>Pixel {size} mm on the film</source>
            <translation>Pixel {size} mm (film)</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>Pixel {size} mm, as the file states</source>
            <translation>Pixel {size} mm (bestand)</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>Pixel {size} mm, calibrated by an object</source>
            <translation>Pixel {size} mm (gekalibreerd)</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>Pixel {size} mm, corrected</source>
            <translation>Pixel {size} mm (gecorrigeerd)</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>Pixel {size} mm, corrected for magnification</source>
            <translation>Pixel {size} mm (vergroting gecorrigeerd)</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>SID {distance} cm</source>
            <translation>SID {distance} cm</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>both sides</source>
            <translation>beide zijden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>female</source>
            <translation>vrouw</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>flipped</source>
            <translation>omgeklapt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>left</source>
            <translation>links</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>left lateral</source>
            <translation>links lateraal</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>male</source>
            <translation>man</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>mirrored</source>
            <translation>gespiegeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>other</source>
            <translation>anders</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>right</source>
            <translation>rechts</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>right lateral</source>
            <translation>rechts lateraal</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>turned {degrees}°</source>
            <translation>{degrees}° gedraaid</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>{count} days</source>
            <translation>{count} dagen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>{count} months</source>
            <translation>{count} maanden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>{count} weeks</source>
            <translation>{count} weken</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/header_text.py" />
            <source>{count} years</source>
            <translation>{count} jaar</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/heatmap/legend_text.py" />
            <source>No positive evidence to show</source>
            <translation>Geen positief bewijs te tonen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/heatmap/legend_text.py" />
            <source>Nothing at or above {threshold} of the scale</source>
            <translation>Niets op of boven {threshold} van de schaal</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/heatmap/legend_text.py" />
            <source>Relative evidence</source>
            <translation>Relatief bewijs</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/heatmap/legend_text.py" />
            <source>scale: this image</source>
            <translation>schaal: dit beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/heatmap/legend_text.py" />
            <source>scale: this study, maximum of {count} images</source>
            <translation>schaal: dit onderzoek, maximum van {count} beelden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/heatmap/legend_text.py" />
            <source>scale: this study, one image so far</source>
            <translation>schaal: dit onderzoek, één beeld tot nu toe</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/heatmap/legend_text.py" />
            <source>this image reaches {share}</source>
            <translation>dit beeld bereikt {share}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/image_view.py" />
            <source>Radiograph</source>
            <translation>Röntgenopname</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/image_view.py" />
            <source>Reading the image</source>
            <translation>Beeld wordt gelezen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/notice.py" />
            <source>failed</source>
            <translation>mislukt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/snapshot.py" />
            <source>Research use, not for diagnosis</source>
            <translation>Alleen voor onderzoek, niet voor diagnose</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>At the detector: in the patient everything is smaller</source>
            <translation>Bij de detector: in de patiënt is alles kleiner</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>Calibrated by an object of known size: right at its depth</source>
            <translation>Gekalibreerd met een voorwerp van bekende grootte: juist op de diepte daarvan</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>Cardiothoracic ratio {ratio}</source>
            <translation>Cor-thoraxratio {ratio}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>Corrected for magnification; the file does not say how</source>
            <translation>Gecorrigeerd voor vergroting; het bestand zegt niet hoe</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>Magnification corrected for an assumed depth in the patient</source>
            <translation>Vergroting gecorrigeerd voor een aangenomen diepte in de patiënt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>Norms of erect adult PA films do not hold for AP or children</source>
            <translation>Normen voor staande PA-opnamen van volwassenen gelden niet voor AP of kinderen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>On the scanned film: in the patient everything is smaller</source>
            <translation>Op de gescande film: in de patiënt is alles kleiner</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>Pixels are not square, and the file does not say how large they are</source>
            <translation>De pixels zijn niet vierkant, en het bestand zegt niet hoe groot ze zijn</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>The file does not say how large a pixel is</source>
            <translation>Het bestand zegt niet hoe groot een pixel is</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>The file does not say whether magnification is corrected</source>
            <translation>Het bestand zegt niet of de vergroting is gecorrigeerd</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>area {area} mm²</source>
            <translation>oppervlakte {area} mm²</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>area {area} mm² at detector</source>
            <translation>oppervlakte {area} mm² bij detector</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>area {area} mm² on film</source>
            <translation>oppervlakte {area} mm² op film</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>area {area} px²</source>
            <translation>oppervlakte {area} px²</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>column {column}, row {row}</source>
            <translation>kolom {column}, rij {row}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>heart {heart}, thorax {thorax} {unit}</source>
            <translation>hart {heart}, thorax {thorax} {unit}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>mean {mean}  SD {deviation}</source>
            <translation>gemiddelde {mean}  SD {deviation}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>min {low}  max {high}</source>
            <translation>min {low}  max {high}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>mm</source>
            <translation>mm</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>mm at detector</source>
            <translation>mm bij detector</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>mm on film</source>
            <translation>mm op film</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>n {count} px  {area}</source>
            <translation>n {count} px  {area}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>no angle</source>
            <translation>geen hoek</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>no pixel inside</source>
            <translation>geen pixel erin</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>outside</source>
            <translation>erbuiten</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>px</source>
            <translation>px</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>value {value}</source>
            <translation>waarde {value}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/label_text.py" />
            <source>≈ {length} mm in the patient, if magnified {factor}×</source>
            <translation>≈ {length} mm in de patiënt, bij {factor}× vergroting</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/layer.py" />
            <source>1 of 2: across the inside of the rib cage, from wall to wall where it is widest</source>
            <translation>1 van 2: over de binnenkant van de ribbenkast, van wand tot wand op het breedste punt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/layer.py" />
            <source>2 of 2: across the heart, from its right border to its left, each where it reaches farthest</source>
            <translation>2 van 2: over het hart, van de rechter- tot de linkerrand, elk waar die het verst reikt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/note_editor.py" />
            <source>Note – Enter keeps it</source>
            <translation>Notitie – Enter bewaart hem</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/viewer/tools/note_editor.py" />
            <source>Words of the note</source>
            <translation>Woorden van de notitie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>A drag changes the window</source>
            <translation>Slepen verandert het venster</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>A drag moves the picture</source>
            <translation>Slepen verplaatst het beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>A drag zooms</source>
            <translation>Slepen zoomt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>A quarter clockwise</source>
            <translation>Een kwartslag rechtsom</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>A quarter counter-clockwise</source>
            <translation>Een kwartslag linksom</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Add files to study…</source>
            <translation>Bestanden toevoegen aan onderzoek…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Add folder to study…</source>
            <translation>Map toevoegen aan onderzoek…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Back to the grid</source>
            <translation>Terug naar het overzicht</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Beside its heat map</source>
            <translation>Naast de heatmap</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Beside the patient's study before it</source>
            <translation>Naast het vorige onderzoek van de patiënt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Beside the prior</source>
            <translation>Naast voorgaand onderzoek</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Cards, adding, self-test, comparing, second opinion</source>
            <translation>Kaarten, toevoegen, zelftest, vergelijken, second opinion</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Copy picture</source>
            <translation>Beeld kopiëren</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Diagnostics…</source>
            <translation>Diagnose van het programma…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Draw a rectangle; the window fits the values in it</source>
            <translation>Teken een rechthoek; het venster past bij de waarden erin</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Exchange left and right</source>
            <translation>Verwissel links en rechts</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Exchange top and bottom</source>
            <translation>Verwissel boven en onder</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Export picture…</source>
            <translation>Beeld exporteren…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Export report (CSV)…</source>
            <translation>Rapport exporteren (CSV)…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Faults that the program met, without names</source>
            <translation>Fouten die het programma tegenkwam, zonder namen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Findings panel</source>
            <translation>Bevindingenpaneel</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Fit</source>
            <translation>Passend</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Flip</source>
            <translation>Omklappen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Four images</source>
            <translation>Vier beelden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Full screen</source>
            <translation>Volledig scherm</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Give up what is half done, or go back to the grid</source>
            <translation>Breek af wat half klaar is, of ga terug naar het overzicht</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Give up, or back</source>
            <translation>Afbreken of terug</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Grid</source>
            <translation>Overzicht</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Have the model score what the gate refused; the report says so</source>
            <translation>Laat het model beoordelen wat is geweigerd; het rapport vermeldt dat</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Header…</source>
            <translation>Header…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Heat map as contours</source>
            <translation>Heatmap als contouren</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Heat map on the study's scale</source>
            <translation>Heatmap op schaal van het onderzoek</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Hide identity</source>
            <translation>Identiteit verbergen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Invert</source>
            <translation>Inverteren</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Keys and mouse…</source>
            <translation>Toetsen en muis…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Larger text</source>
            <translation>Grotere tekst</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Leave it not scored after all</source>
            <translation>Laat het toch onbeoordeeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Let go of the study, its results and everything made of it</source>
            <translation>Sluit het onderzoek, met de resultaten en alles wat ervan gemaakt is</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Light theme</source>
            <translation>Licht thema</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Lines of equal evidence: the picture stays to be seen</source>
            <translation>Lijnen van gelijk bewijs: het beeld blijft zichtbaar</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Link the views</source>
            <translation>Beelden koppelen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Log…</source>
            <translation>Logboek…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Mirror</source>
            <translation>Spiegelen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Models…</source>
            <translation>Modellen…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Move</source>
            <translation>Verplaatsen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Names, numbers, dates and file names, everywhere</source>
            <translation>Namen, nummers, datums en bestandsnamen, overal</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>New session</source>
            <translation>Nieuwe sessie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Next image</source>
            <translation>Volgend beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>One image</source>
            <translation>Eén beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>One pixel of the picture on one pixel of the screen</source>
            <translation>Eén pixel van het beeld op één pixel van het scherm</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>One scale for all images: they can be compared</source>
            <translation>Eén schaal voor alle beelden: ze zijn te vergelijken</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Open a folder beside what is open, as when dropped with Ctrl</source>
            <translation>Open een map naast wat open is, zoals bij slepen met Ctrl</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Open files, archives or discs beside what is open</source>
            <translation>Open bestanden, archieven of schijven naast wat open is</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Open files…</source>
            <translation>Bestanden openen…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Open folder…</source>
            <translation>Map openen…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Open model file…</source>
            <translation>Modelbestand openen…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Overlays and shutter</source>
            <translation>Overlays en shutter</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Paste image or files</source>
            <translation>Beeld of bestanden plakken</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Play the frames</source>
            <translation>Frames afspelen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Previous image</source>
            <translation>Vorig beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Quit</source>
            <translation>Afsluiten</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Report names patients of DICOM headers</source>
            <translation>Rapport noemt patiënten uit DICOM-headers</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Report…</source>
            <translation>Rapport…</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Reset</source>
            <translation>Herstellen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Show the frames of a file one after the other</source>
            <translation>Toon de frames van een bestand na elkaar</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Show the whole picture</source>
            <translation>Toon het hele beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Smaller text</source>
            <translation>Kleinere tekst</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Study panel</source>
            <translation>Onderzoekenpaneel</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Swap black and white</source>
            <translation>Verwissel zwart en wit</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>The heat maps of two models</source>
            <translation>De heatmaps van twee modellen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>The same on the clipboard</source>
            <translation>Hetzelfde op het klembord</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>The whole image as PNG, with what is written and drawn on it</source>
            <translation>Het hele beeld als PNG, met wat erop geschreven en getekend is</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Turn left</source>
            <translation>Linksom draaien</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Turn right</source>
            <translation>Rechtsom draaien</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Two images</source>
            <translation>Twee beelden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Two images side by side</source>
            <translation>Twee beelden naast elkaar</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Two models side by side</source>
            <translation>Twee modellen naast elkaar</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>What is installed and whether it works</source>
            <translation>Wat er geïnstalleerd is en of het werkt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>What speaks for the finding, in colour</source>
            <translation>Wat voor de bevinding pleit, in kleur</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>What the file draws over its picture or hides of it</source>
            <translation>Wat het bestand over het beeld tekent of ervan verbergt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>What the file of this image says of itself</source>
            <translation>Wat het bestand van dit beeld over zichzelf zegt</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Window, zoom, turn and position as the file has them</source>
            <translation>Venster, zoom, draaiing en plaats zoals in het bestand</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Without and with its heat map</source>
            <translation>Zonder en met heatmap</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/actions.py" />
            <source>Zoom, place, turn and window of one view go for all</source>
            <translation>Zoom, plaats, draaiing en venster van één beeld gelden voor alle</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/band.py" />
            <source>These pictures are synthetic: a score on them means nothing.</source>
            <translation>Deze beelden zijn synthetisch: een beoordeling ervan betekent niets.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/empty_page.py" />
            <source>Drop chest radiographs here</source>
            <translation>Sleep thoraxfoto's hierheen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/empty_page.py" />
            <source>Folders, files, zip archives or a DICOMDIR
with DICOM, JPEG, PNG, TIFF or BMP</source>
            <translation>Mappen, bestanden, zip-archieven of een DICOMDIR
met DICOM, JPEG, PNG, TIFF of BMP</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/empty_page.py" />
            <source>Recent</source>
            <translation>Recent</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/menus.py" />
            <source>&amp;File</source>
            <translation>&amp;Bestand</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/menus.py" />
            <source>&amp;Help</source>
            <translation>&amp;Help</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/menus.py" />
            <source>&amp;Model</source>
            <translation>&amp;Model</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/menus.py" />
            <source>&amp;Tools</source>
            <translation>&amp;Gereedschap</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/menus.py" />
            <source>&amp;View</source>
            <translation>B&amp;eeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/menus.py" />
            <source>Language</source>
            <translation>Taal</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/menus.py" />
            <source>Layout</source>
            <translation>Indeling</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/menus.py" />
            <source>Text size</source>
            <translation>Tekstgrootte</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/menus.py" />
            <source>Turn</source>
            <translation>Draaien</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/problem_page.py" />
            <source>Copy details</source>
            <translation>Details kopiëren</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/problem_page.py" />
            <source>The other {count} images are not affected.</source>
            <translation>De andere {count} beelden hebben hier geen last van.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/problem_page.py" />
            <source>This image cannot be shown</source>
            <translation>Dit beeld kan niet worden getoond</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/status_line.py" />
            <source>Names, numbers, dates and file names are left out until you switch that off in the View menu</source>
            <translation>Namen, nummers, datums en bestandsnamen zijn weggelaten tot u dat uitschakelt in het menu Beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/status_line.py" />
            <source>Stop the download</source>
            <translation>Download stoppen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/status_line.py" />
            <source>downloading, {done} MB</source>
            <translation>downloaden, {done} MB</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/status_line.py" />
            <source>downloading, {done} of {whole} MB</source>
            <translation>downloaden, {done} van {whole} MB</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/status_line.py" />
            <source>looking for images, {found} so far</source>
            <translation>beelden zoeken, tot nu toe {found}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/status_line.py" />
            <source>{count} at or above threshold</source>
            <translation>{count} op of boven drempel</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/status_line.py" />
            <source>{count} more for other reasons</source>
            <translation>{count} meer om andere redenen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/status_line.py" />
            <source>{count} scored although not accepted</source>
            <translation>{count} toch beoordeeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/status_line.py" />
            <source>{number} not scored: {reason}</source>
            <translation>{number} niet beoordeeld: {reason}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>A lens: again for 3 and 4 times; held down, for a moment</source>
            <translation>Een loep: nog eens voor 3 en 4 keer; ingedrukt houden voor even</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>An arrow, with words or without</source>
            <translation>Een pijl, met of zonder woorden</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Angle</source>
            <translation>Hoek</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Angle: the end of an arm, the vertex, the other end</source>
            <translation>Hoek: het eind van een been, het hoekpunt, het andere eind</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Arrow</source>
            <translation>Pijl</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Cardiothoracic ratio</source>
            <translation>Cor-thoraxratio</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Delete all on this image</source>
            <translation>Alles op dit beeld wissen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Delete what is chosen</source>
            <translation>Het gekozene wissen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Ellipse</source>
            <translation>Ellips</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Length</source>
            <translation>Lengte</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Length, in millimetres where the file says how</source>
            <translation>Lengte, in millimeters waar het bestand zegt hoe</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Magnifier</source>
            <translation>Loep</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Mean, SD and area of a rectangle</source>
            <translation>Gemiddelde, SD en oppervlakte van een rechthoek</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Mean, SD and area of an ellipse</source>
            <translation>Gemiddelde, SD en oppervlakte van een ellips</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Modality value of one pixel, and where it is stored</source>
            <translation>Modaliteitswaarde van één pixel, en waar die is opgeslagen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Note</source>
            <translation>Notitie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Pixel value</source>
            <translation>Pixelwaarde</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Rectangle</source>
            <translation>Rechthoek</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Redo drawing</source>
            <translation>Tekenen opnieuw uitvoeren</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Undo drawing</source>
            <translation>Tekenen ongedaan maken</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Widest heart over widest chest: draw across the chest, then across the heart</source>
            <translation>Breedste hart op breedste thorax: trek een lijn over de thorax, dan over het hart</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_actions.py" />
            <source>Words on the picture</source>
            <translation>Woorden op het beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_bar.py" />
            <source>Measure, note, magnify</source>
            <translation>Meten, noteren, vergroten</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_bar.py" />
            <source>Model in use</source>
            <translation>Model in gebruik</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_bar.py" />
            <source>Model: {title}</source>
            <translation>Model: {title}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_bar.py" />
            <source>Tool in the hand: {tool}</source>
            <translation>Gereedschap in de hand: {tool}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_bar.py" />
            <source>Tools</source>
            <translation>Gereedschap</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/qt/window/tool_bar.py" />
            <source>Window and level</source>
            <translation>Vensterinstelling</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/reporting/heatmap_picture.py" />
            <source>heat map</source>
            <translation>de heatmap</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/reporting/messages.py" />
            <source>The disk is full</source>
            <translation>De schijf is vol</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/reporting/messages.py" />
            <source>The file would be larger than this place allows</source>
            <translation>Het bestand zou groter worden dan deze plaats toestaat</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/reporting/messages.py" />
            <source>The folder does not exist</source>
            <translation>De map bestaat niet</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/reporting/messages.py" />
            <source>The name is too long</source>
            <translation>De naam is te lang</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/reporting/messages.py" />
            <source>The system refuses to write to this place</source>
            <translation>Het systeem weigert op deze plaats te schrijven</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/reporting/messages.py" />
            <source>There is a folder of that name</source>
            <translation>Er is een map met die naam</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/reporting/messages.py" />
            <source>There is something of that name that is no ordinary file</source>
            <translation>Er is iets met die naam dat geen gewoon bestand is</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/reporting/messages.py" />
            <source>This place is read-only</source>
            <translation>Deze plaats is alleen-lezen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/reporting/messages.py" />
            <source>What was there before is unchanged; choose another place.</source>
            <translation>Wat er stond, is niet veranderd; kies een andere plaats.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/reporting/messages.py" />
            <source>You may not write to this place</source>
            <translation>Op deze plaats schrijven mag niet</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/reporting/messages.py" />
            <source>Your quota on this disk is used up</source>
            <translation>Je ruimte op deze schijf is op</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/reporting/messages.py" />
            <source>{0}, so the {1} is not written.</source>
            <translation>{0}; {1} is daarom niet geschreven.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/demo.py" />
            <source>The demo study cannot be written.</source>
            <translation>Het demo-onderzoek kan niet worden geschreven.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/demo.py" />
            <source>The pictures are synthetic: a score on them means nothing.</source>
            <translation>De beelden zijn synthetisch: een beoordeling ervan betekent niets.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/diagnostics/checks.py" />
            <source>There is none.</source>
            <translation>Er is geen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/models/library.py" />
            <source>Check the free space and its permissions.</source>
            <translation>Controleer de vrije ruimte en de rechten ervan.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/models/library.py" />
            <source>The models folder cannot be written to.</source>
            <translation>In de modellenmap kan niet worden geschreven.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/models/library.py" />
            <source>The removed model file is not there any more.</source>
            <translation>Het verwijderde modelbestand is er niet meer.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/models/library.py" />
            <source>There are too many model files of this name in your models folder.</source>
            <translation>Er staan te veel modelbestanden met deze naam in je modellenmap.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/models/library.py" />
            <source>There is another model file of the same name by now, so this one stays removed.</source>
            <translation>Er is inmiddels een ander modelbestand met dezelfde naam; dit blijft daarom verwijderd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/models/library.py" />
            <source>This very model is in your models folder already.</source>
            <translation>Precies dit model staat al in je modellenmap.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/models/loading.py" />
            <source>Put a model file into the models folder, or name one with --model.</source>
            <translation>Zet een modelbestand in de modellenmap, of noem er een met --model.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/models/loading.py" />
            <source>The model {0} is not here any more, so there is no second opinion.</source>
            <translation>Het model {0} is er niet meer; er is daarom geen second opinion.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/models/loading.py" />
            <source>There is no model yet.</source>
            <translation>Er is nog geen model.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/models/loading.py" />
            <source>{0} does not give this model's known answer, so the CPU is used.</source>
            <translation>{0} geeft niet het bekende antwoord van dit model; daarom wordt de CPU gebruikt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/models/second_opinion.py" />
            <source>The second model did not score this image: {0}</source>
            <translation>Het tweede model heeft dit beeld niet beoordeeld: {0}</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/models/second_opinion.py" />
            <source>The second model has not scored this image yet.</source>
            <translation>Het tweede model heeft dit beeld nog niet beoordeeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/models/second_opinion.py" />
            <source>This is the model in use itself: a second opinion has to come from another one.</source>
            <translation>Dit is het model in gebruik zelf: een second opinion moet van een ander komen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/models/second_opinion.py" />
            <source>This model looks for {0} and the one in use for {1}: their answers cannot be compared.</source>
            <translation>Dit model zoekt {0} en het model in gebruik {1}: hun antwoorden zijn niet te vergelijken.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/notes/store.py" />
            <source>The note on this image</source>
            <translation>De notitie bij dit beeld</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/notes/store.py" />
            <source>The note on this image cannot be removed.</source>
            <translation>De notitie bij dit beeld kan niet worden verwijderd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/notes/worker.py" />
            <source>Its note is not kept.</source>
            <translation>De notitie wordt niet bewaard.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/open_study.py" />
            <source>There is no picture here: all {0} files are of other kinds.</source>
            <translation>Hier is geen beeld: alle {0} bestanden zijn van een andere soort.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/open_study.py" />
            <source>There is no picture here: the folder is empty.</source>
            <translation>Hier is geen beeld: de map is leeg.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/open_study.py" />
            <source>There is no picture here: the only file is of another kind.</source>
            <translation>Hier is geen beeld: het enige bestand is van een andere soort.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/scoring/analysis.py" />
            <source>An unexpected fault stopped the work on this image.</source>
            <translation>Een onverwachte fout stopte het werk aan dit beeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/scoring/analysis.py" />
            <source>Stopped before its turn came.</source>
            <translation>Gestopt voordat het aan de beurt was.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/scoring/analysis.py" />
            <source>The other images are not affected.</source>
            <translation>De andere beelden hebben hier geen last van.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/session/folder.py" />
            <source>The session is over.</source>
            <translation>De sessie is voorbij.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/session/record.py" />
            <source>Check the permissions of the program's folder.</source>
            <translation>Controleer de rechten van de map van het programma.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/session/record.py" />
            <source>The session cannot be kept.</source>
            <translation>De sessie kan niet worden bewaard.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/session/record.py" />
            <source>What was kept of the last session</source>
            <translation>Wat van de vorige sessie bewaard was</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/session/sections.py" />
            <source>the restoring of a session</source>
            <translation>het herstellen van een sessie</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/thumbnails.py" />
            <source>An unexpected fault stopped the reading of this file.</source>
            <translation>Een onverwachte fout stopte het lezen van dit bestand.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/thumbnails.py" />
            <source>The other files are not affected.</source>
            <translation>De andere bestanden hebben hier geen last van.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/address.py" />
            <source>A public server points into the private network here, and that is not followed.</source>
            <translation>Een openbare server verwijst hier naar het eigen netwerk; dat wordt niet gevolgd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/address.py" />
            <source>Addresses with http are not opened: anybody on the way could read or change the picture.</source>
            <translation>Adressen met http worden niet geopend: iedereen onderweg zou het beeld kunnen lezen of veranderen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/address.py" />
            <source>It begins with https:// and the name of a server.</source>
            <translation>Een webadres begint met https:// en de naam van een server.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/address.py" />
            <source>Most servers answer to the same address with https.</source>
            <translation>De meeste servers antwoorden op hetzelfde adres met https.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/address.py" />
            <source>Take them out of it.</source>
            <translation>Haal ze eruit.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/address.py" />
            <source>The address carries a name or a password, and those are never sent.</source>
            <translation>Het adres bevat een naam of een wachtwoord, en die worden nooit gestuurd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/address.py" />
            <source>The server points on to an address that is not https, and that is not followed.</source>
            <translation>De server verwijst naar een adres dat geen https is; dat wordt niet gevolgd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/address.py" />
            <source>This address is not one at which pictures lie, so it is not asked.</source>
            <translation>Op dit adres staan geen beelden; er wordt niets aan gevraagd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/address.py" />
            <source>This is no web address.</source>
            <translation>Dit is geen webadres.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>A web page lies at this address, no picture.</source>
            <translation>Op dit adres staat een webpagina, geen beeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>Check it.</source>
            <translation>Controleer het.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>Download the file in a browser.</source>
            <translation>Download het bestand in een browser.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>Open it in a browser, and copy the address of the picture.</source>
            <translation>Open het in een browser en kopieer het adres van het beeld.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>The download cannot be kept: {0}.</source>
            <translation>De download kan niet worden bewaard: {0}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>The file at this address is empty.</source>
            <translation>Het bestand op dit adres is leeg.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>The file is larger than the {0} MB that are downloaded.</source>
            <translation>Het bestand is groter dan de {0} MB die worden gedownload.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>The server cannot answer now ({0}).</source>
            <translation>De server kan nu niet antwoorden ({0}).</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>The server does not give the file ({0}).</source>
            <translation>De server geeft het bestand niet ({0}).</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>The server packs the file in a way that was not asked for.</source>
            <translation>De server verpakt het bestand op een manier waar niet om gevraagd is.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>The server points on and on from one address to the next, so the download was given up.</source>
            <translation>De server verwijst steeds verder van adres naar adres; de download is afgebroken.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>The server wants to know who asks ({0}), and that is never sent.</source>
            <translation>De server wil weten wie er vraagt ({0}), en dat wordt nooit gestuurd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>There is nothing at this address ({0}).</source>
            <translation>Op dit adres is niets ({0}).</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>Try again later.</source>
            <translation>Probeer het later opnieuw.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/fetch.py" />
            <source>What lies at this address is no picture, no DICOM object and no zip file.</source>
            <translation>Op dit adres staat geen beeld, geen DICOM-object en geen zipbestand.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>Check it, or try again later.</source>
            <translation>Controleer het, of probeer het later opnieuw.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>Check the address, and the connection to the network.</source>
            <translation>Controleer het adres en de verbinding met het netwerk.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>Check the connection to the network.</source>
            <translation>Controleer de verbinding met het netwerk.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>No secure connection to the server comes about, so nothing was asked of it.</source>
            <translation>Er komt geen veilige verbinding met de server tot stand; er is niets aan gevraagd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>Nothing answers at this address.</source>
            <translation>Op dit adres antwoordt niets.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>Nothing was asked of it.</source>
            <translation>Er is niets aan gevraagd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>The proxy that the system names is of a kind that this program does not use.</source>
            <translation>De proxy die het systeem noemt, is van een soort die dit programma niet gebruikt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>The server broke off the connection.</source>
            <translation>De server verbrak de verbinding.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>The server cannot prove that it is the one named: {0}.</source>
            <translation>De server kan niet bewijzen dat hij de genoemde is: {0}.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>The server took too long, so the download was given up.</source>
            <translation>De server deed er te lang over; de download is afgebroken.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>The server's answer cannot be understood, or breaks off.</source>
            <translation>Het antwoord van de server is onbegrijpelijk, of breekt af.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>The server's name is not known.</source>
            <translation>De naam van de server is niet bekend.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>There is no way to the server.</source>
            <translation>Er is geen weg naar de server.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>its certificate has expired</source>
            <translation>het certificaat is verlopen</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>its certificate is for another address</source>
            <translation>het certificaat is voor een ander adres</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>its certificate is for another name</source>
            <translation>het certificaat is voor een andere naam</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>name lookup</source>
            <translation>naam opzoeken</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/services/web/https_connection.py" />
            <source>nobody whom this machine trusts vouches for its certificate</source>
            <translation>niemand die deze machine vertrouwt, staat in voor het certificaat</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/kept_file.py" />
            <source>Check the free space and the permissions of the program's folder.</source>
            <translation>Controleer de vrije ruimte en de rechten van de map van het programma.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/kept_file.py" />
            <source>{0} cannot be kept.</source>
            <translation>{0} kan niet worden bewaard.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/kept_file.py" />
            <source>{0} cannot be read.</source>
            <translation>{0} kan niet worden gelezen.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/kept_file.py" />
            <source>{0} is damaged.</source>
            <translation>{0} is beschadigd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/kept_file.py" />
            <source>{0} is too large to be kept.</source>
            <translation>{0} is te groot om te bewaren.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/migrations.py" />
            <source>The settings file</source>
            <translation>Het instellingenbestand</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/migrations.py" />
            <source>{0} does not say which version wrote it.</source>
            <translation>{0} zegt niet door welke versie het geschreven is.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/migrations.py" />
            <source>{0} was written by a later version of this program.</source>
            <translation>{0} is geschreven door een latere versie van dit programma.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/paths.py" />
            <source>Name another one with --data-dir.</source>
            <translation>Noem een andere met --data-dir.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/paths.py" />
            <source>The folder for the program's own files cannot be made.</source>
            <translation>De map voor de eigen bestanden van het programma kan niet worden gemaakt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/store.py" />
            <source>The damaged file could not be kept and is overwritten by the next change.</source>
            <translation>Het beschadigde bestand kon niet worden bewaard en wordt bij de volgende wijziging overschreven.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/store.py" />
            <source>The defaults are used.</source>
            <translation>De standaardwaarden worden gebruikt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/store.py" />
            <source>The old file is kept beside it with .broken at the end of its name.</source>
            <translation>Het oude bestand blijft ernaast staan met .broken aan het eind van de naam.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/store.py" />
            <source>The settings cannot be saved.</source>
            <translation>De instellingen kunnen niet worden bewaard.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/store.py" />
            <source>The settings file cannot be read, so the defaults are used.</source>
            <translation>Het instellingenbestand kan niet worden gelezen; de standaardwaarden worden gebruikt.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/settings/store.py" />
            <source>The settings file is damaged.</source>
            <translation>Het instellingenbestand is beschadigd.</translation>
        </message>
        <message>
            <location filename="../../xray_desktop/study/result.py" />
            <source>Scored although not accepted: {0}</source>
            <translation>Toch beoordeeld: {0}</translation>
        </message>
    </context>
</TS>
