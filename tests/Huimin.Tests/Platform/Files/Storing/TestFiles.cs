using System.Buffers.Binary;
using System.Text;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Files.Storing;
using Huimin.Platform.Files.Uploading;
using Huimin.Platform.Regions;

namespace Huimin.Tests.Platform.Files.Storing;

/// <summary>Small photos and papers, and readers of one region who store them.</summary>
internal static class TestFiles
{
    /// <summary>The header of a PNG of that size, and some bytes by which one differs from another.</summary>
    public static byte[] Png(uint width = 640, uint height = 480, string rest = "")
    {
        var bytes = new byte[33];
        byte[] start = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R'];
        start.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(20), height);
        return [.. bytes, .. Encoding.UTF8.GetBytes(rest)];
    }

    /// <summary>A JPEG as cameras write it: their own data before the frame, which holds a small picture with a frame of its own.</summary>
    public static byte[] Jpeg(ushort width = 4000, ushort height = 3000, string rest = "", byte frame = 0xC0)
    {
        byte[] small = [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 120, 0, 160, 1, 1, 0x11, 0];
        return
        [
            0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(2 + small.Length), .. small, 0xFF, 0xFF, 0xFF, frame, 0, 11, 8, (byte)(height >> 8), (byte)(height & 0xFF), (byte)(width >> 8), (byte)(width & 0xFF), 1, 1, 0x11, 0,
            0xFF, 0xDA, .. Encoding.UTF8.GetBytes(rest),
        ];
    }

    public static byte[] Heic { get; } = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8];

    public static UploadedFile Upload(string name, byte[] content) => Uploads.Check(name, content, EvidenceRules.PhotosAndPapers);

    extension(Database database)
    {
        /// <summary>A context of somebody with a post in the region.</summary>
        public AppDbContext ContextOf(long region)
        {
            var context = database.CreateContext();
            context.Acting = new Acting();
            context.Acting.As(7, "甲", new Post { Id = 1, AccountId = 7, Role = "township_clerk", Region = new DivisionCode(region).Value }, new HashSet<string> { Permissions.ViewPeople });
            return context;
        }

        /// <summary>Stores a file and saves it, as an action would.</summary>
        public async Task<StoredFile> StoreAsync(UploadedFile upload, string subject = "case:12", long region = SmallCity.Village, AppDbContext? with = null)
        {
            await using var own = database.CreateContext();
            var context = with ?? own;
            var file = await new StoreFile(context, database.Keyring, TimeProvider.System).RunAsync(subject, region, "id_card", upload);
            await context.SaveChangesAsync();
            return file;
        }

        /// <summary>A photo under a known id, for tests of addresses.</summary>
        public async Task PutFileAsync(long id, long region)
        {
            await using var context = database.CreateContext();
            var content = Png(rest: $"{id}");
            var file = new StoredFile
            {
                Id = id,
                Subject = $"test:{id}",
                Region = region,
                Kind = "id_card",
                ContentKind = FileKind.Png,
                Length = content.Length,
                Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)),
                AddedAt = new DateTime(2026, 11, 1, 8, 0, 0, DateTimeKind.Utc),
            };
            (await database.Keyring.SealerAsync(context)).Seal(file, "照片.png", content);
            context.Add(file);
            await context.SaveChangesAsync();
        }
    }
}
