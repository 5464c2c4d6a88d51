using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Huimin.Platform.Documents;

/// <summary>
/// Writes an <see cref="OfficialDocument"/> as .docx in the layout of GB/T 9704-2012 党政机关公文格式. The same document is the same file,
/// byte for byte.
/// </summary>
public static class WordFile
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <returns>The whole file.</returns>
    public static byte[] Write(OfficialDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var package = new MemoryStream();
        using (var word = WordprocessingDocument.Create(package, WordprocessingDocumentType.Document))
        {
            var main = word.AddMainDocumentPart();
            word.ChangeIdOfPart(main, "rId1");
            main.AddNewPart<StyleDefinitionsPart>("rId1").Styles = WordStyles.Styles();
            main.AddNewPart<FontTablePart>("rId2").Fonts = WordStyles.Fonts();
            main.AddNewPart<DocumentSettingsPart>("rId3").Settings = WordStyles.Settings();
            main.AddNewPart<FooterPart>(WordPage.OddFooter).Footer = WordPage.Footer(isOdd: true);
            main.AddNewPart<FooterPart>(WordPage.EvenFooter).Footer = WordPage.Footer(isOdd: false);
            main.Document = WordBody.Of(document, main);
            AddProperties(word, document);
        }

        using var file = new MemoryStream();
        StablePackage.Write(package, file);
        return file.ToArray();
    }

    /// <summary>Title and unit, by which a file is found and which are read aloud first.</summary>
    private static void AddProperties(WordprocessingDocument word, OfficialDocument document)
    {
        var part = word.AddCoreFilePropertiesPart();
        word.ChangeIdOfPart(part, "rId2");
        const string Core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        const string Elements = "http://purl.org/dc/elements/1.1/";
        const string Terms = "http://purl.org/dc/terms/";
        using var stream = part.GetStream(FileMode.Create);
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        xml.WriteStartElement("cp", "coreProperties", Core);
        xml.WriteElementString("dc", "title", Elements, PlainText.Line(document.Title));
        xml.WriteElementString("dc", "creator", Elements, PlainText.Line(document.Signature));
        xml.WriteElementString("dc", "language", Elements, "zh-CN");
        xml.WriteStartElement("dcterms", "created", Terms);
        xml.WriteAttributeString("xsi", "type", "http://www.w3.org/2001/XMLSchema-instance", "dcterms:W3CDTF");
        xml.WriteString(document.Date.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
