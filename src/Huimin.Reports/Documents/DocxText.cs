using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Huimin.Reports.Documents;

/// <summary>The text of a .docx: a line a paragraph, cells of a table with tabs between. What was deleted with tracking stays out.</summary>
internal static class DocxText
{
    private const string Body = "word/document.xml";

    // Unpacked characters: a small file must not unpack to the whole memory.
    private const long Longest = 64 << 20;

    public static string Read(Stream file)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            var part = zip.GetEntry(Body) ?? throw new UnreadableReportException(UnreadableReason.OtherOffice);
            if (part.Length > Longest)
                throw new UnreadableReportException(UnreadableReason.TooLarge);
            using var stream = part.Open();
            using var xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = Longest, IgnoreComments = true });
            return Text(xml);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or EndOfStreamException)
        {
            throw new UnreadableReportException(UnreadableReason.BrokenDocx, e);
        }
    }

    private static string Text(XmlReader xml)
    {
        var text = new StringBuilder();
        var (cells, inText, inProperties) = (0, false, false);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement)
            {
                cells += xml.LocalName == "tc" ? -1 : 0;
                inText = false;
                inProperties &= xml.LocalName != "pPr";
                End(xml.LocalName, text, cells > 0);
                continue;
            }

            if (inText && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                text.Append(inText ? xml.Value : "");
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            cells += xml.LocalName == "tc" && !xml.IsEmptyElement ? 1 : 0;
            inText = xml.LocalName == "t" && !xml.IsEmptyElement;
            inProperties |= xml.LocalName == "pPr" && !xml.IsEmptyElement;
            switch (xml.LocalName)
            {
                case "tab" when !inProperties: // there it is where a tab would stop
                    text.Append('\t');
                    break;
                case "br" or "cr":
                    text.Append('\n');
                    break;
                case "p" when xml.IsEmptyElement:
                    End("p", text, cells > 0);
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>Paragraphs of a cell stay on the line of its row.</summary>
    private static void End(string element, StringBuilder text, bool inCell)
    {
        if (element == "tc")
            text.Append('\t');
        else if (element == "tr" || (element == "p" && !inCell))
            text.Append('\n');
    }
}
