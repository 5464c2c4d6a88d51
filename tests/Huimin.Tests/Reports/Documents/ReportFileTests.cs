using System.IO.Compression;
using System.Text;
using Huimin.Reports.Documents;

namespace Huimin.Tests.Reports.Documents;

public sealed class ReportFileTests
{
    private const string Words = "全市保障城乡低保对象18.8万人,特困人员3.8万人。\n";

    static ReportFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("GB18030")]
    [InlineData("GBK")]
    public void Read_TextInAnyUsualEncoding_IsTheText(string encoding)
    {
        var text = Encoding.GetEncoding(encoding);
        ReportFile.Read([.. text.GetPreamble(), .. text.GetBytes(Words)]).Characters.ShouldBe(Words);
        if (encoding == "utf-16")
            ReportFile.Read(text.GetBytes(Words)).Characters.ShouldBe(Words, "without a mark");
    }

    [Theory]
    [InlineData(UnreadableReason.Empty, "")]
    [InlineData(UnreadableReason.Empty, "20 0A 0D 0A")]
    [InlineData(UnreadableReason.Pdf, "25 50 44 46 2D 31 2E 37")]
    [InlineData(UnreadableReason.OldWord, "D0 CF 11 E0 A1 B1 1A E1")]
    [InlineData(UnreadableReason.Picture, "FF D8 FF E0 00 10")]
    [InlineData(UnreadableReason.Picture, "89 50 4E 47 0D 0A 1A 0A")]
    [InlineData(UnreadableReason.BrokenDocx, "50 4B 03 04 00 00 00 00")]
    [InlineData(UnreadableReason.Binary, "7F 45 4C 46 02 01 01 00 00 00 00 00 03 00 3E 00 01")]
    [InlineData(UnreadableReason.Encoding, "C8 AB CA D0 FF FF FF FE FE")]
    public void Read_OtherFiles_AreRefusedWithTheReason(UnreadableReason reason, string bytes) =>
        Reason(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal))).ShouldBe(reason);

    [Fact]
    public void Read_ForeignEncoding_IsRefused() => Reason(Encoding.GetEncoding("big5").GetBytes(new string('臺', 40) + "灣民政報告養老機構數量與殯葬改革情況")).ShouldBe(UnreadableReason.Encoding);

    [Fact]
    public void Read_FileOfTwoHundredMegabytes_IsRefusedWithoutReadingIt()
    {
        using var file = new EndlessStream(200L << 20);
        Should.Throw<UnreadableReportException>(() => ReportFile.Read(file)).Reason.ShouldBe(UnreadableReason.TooLarge);
        file.Taken.ShouldBe(0);
    }

    [Fact]
    public void Read_Docx_TakesParagraphsAndCellsAndLeavesWhatWasDeleted()
    {
        const string body = """
            <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
              <w:p><w:r><w:t>全市保障</w:t></w:r><w:r><w:t xml:space="preserve">低保 </w:t></w:r><w:del><w:r><w:delText>9人</w:delText></w:r></w:del><w:r><w:t>18人。</w:t></w:r></w:p>
              <w:tbl><w:tr><w:tc><w:p><w:r><w:t>孤儿</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>人</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>30</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
              <w:p/><w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:instrText>PAGE 3</w:instrText></w:r></w:p>
            </w:body></w:document>
            """;
        ReportFile.Read(Docx("word/document.xml", body)).Characters.ShouldBe("全市保障低保 18人。\n孤儿\t人\t30\t\n\n甲\t乙\n\n");
        Reason(Docx("xl/workbook.xml", "<a/>")).ShouldBe(UnreadableReason.OtherOffice);
        Reason(Docx("word/document.xml", "<w:document")).ShouldBe(UnreadableReason.BrokenDocx);
        Reason(Docx("word/document.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")).ShouldBe(UnreadableReason.BrokenDocx);
    }

    private static UnreadableReason Reason(byte[] content) => Should.Throw<UnreadableReportException>(() => ReportFile.Read(content)).Reason;

    private static byte[] Docx(string part, string xml)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var writer = new StreamWriter(zip.CreateEntry(part).Open()))
            writer.Write(xml);
        return file.ToArray();
    }

    private sealed class EndlessStream(long length) : Stream
    {
        public long Taken { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Taken += count;
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
