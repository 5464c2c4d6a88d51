using System.Security.Cryptography;
using System.Text;
using Huimin.Platform;
using Huimin.Platform.Privacy;

namespace Huimin.Tests.Platform.Privacy;

public class CipherSuiteTests
{
    /// <summary>GB/T 32907-2016, appendix A.1: the block enciphered once, and a million times.</summary>
    [Fact]
    public void Sm4_VectorsOfTheStandard_AreMet()
    {
        var key = Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210");
        using var sm4 = new Sm4Counter(key);
        var block = key.ToArray();
        sm4.Apply(block, new byte[16], block);
        Convert.ToHexString(block).ShouldBe("681EDF34D206965E86B3E94F536E4246");
        for (var i = 1; i < 1_000_000; i++)
        {
            var next = new byte[16];
            sm4.Apply(block, next, next);
            block = next;
        }

        Convert.ToHexString(block).ShouldBe("595298C7C6FD271F0402F804C33D3F66");
    }

    /// <summary>GB/T 32905-2016, appendix A.</summary>
    [Theory]
    [InlineData("abc", "66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0")]
    [InlineData("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", "DEBE9FF92275B8A138604889C18E5A4D6FDB70E5387E5765293DCBA39C0C5732")]
    public void Sm3_VectorsOfTheStandard_AreMet(string text, string hash)
    {
        using var sm3 = new Sm3Hmac([1]);
        var found = new byte[32];
        sm3.Digest(Encoding.ASCII.GetBytes(text), found);
        Convert.ToHexString(found).ShouldBe(hash);
    }

    /// <summary>GM/T 0042-2015, the first vector of HMAC-SM3.</summary>
    [Fact]
    public void HmacSm3_VectorOfTheStandard_IsMet()
    {
        using var hmac = new Sm3Hmac([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);
        var found = new byte[32];
        var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 2)));
        for (var i = 0; i < 2; i++)
        {
            hmac.Begin();
            hmac.Append(text.AsSpan(0, 50));
            hmac.Append(text.AsSpan(50));
            hmac.Finish(found);
            Convert.ToHexString(found).ShouldBe("CA05E144ED05D1857840D1F318A4A8669E559FC8391F414485BFDF7BB408963A");
        }
    }

    [Theory]
    [InlineData(CipherSuites.Aes)]
    [InlineData(CipherSuites.Sm)]
    public void Encrypt_EveryAlteration_IsRefused(string name)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        using var cipher = CipherSuites.Named(name).CreateCipher(key);
        var (nonce, text, place) = (RandomNumberGenerator.GetBytes(12), Encoding.UTF8.GetBytes("沂水县高桥镇南里庄村18号"), "household.address7"u8.ToArray());
        var (sealedText, tag, opened) = (new byte[text.Length], new byte[16], new byte[text.Length]);
        cipher.Encrypt(nonce, text, place, sealedText, tag);

        using (var same = CipherSuites.Named(name).CreateCipher(key))
            same.TryDecrypt(nonce, sealedText, tag, place, opened).ShouldBeTrue();
        opened.ShouldBe(text);
        sealedText.ShouldNotBe(text);
        foreach (var part in (byte[][])[nonce, sealedText, tag, place])
        {
            for (var bit = 0; bit < part.Length * 8; bit++)
            {
                part[bit / 8] ^= (byte)(1 << (bit % 8));
                cipher.TryDecrypt(nonce, sealedText, tag, place, opened).ShouldBeFalse($"bit {bit}");
                part[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        key[0] ^= 1;
        using var other = CipherSuites.Named(name).CreateCipher(key);
        other.TryDecrypt(nonce, sealedText, tag, place, opened).ShouldBeFalse();
        cipher.TryDecrypt(nonce, sealedText, tag, place, opened).ShouldBeTrue();
    }

    [Theory]
    [InlineData(CipherSuites.Aes)]
    [InlineData(CipherSuites.Sm)]
    public void Hash_EqualTextsOfTwoColumnsOrKeys_Differ(string name)
    {
        using var cipher = CipherSuites.Named(name).CreateCipher(new byte[32]);
        using var other = CipherSuites.Named(name).CreateCipher(Enumerable.Repeat((byte)1, 32).ToArray());
        Hash(cipher, "person.phone", "1").ShouldBe(Hash(cipher, "person.phone", "1"));
        new[] { Hash(cipher, "person.phone", "1"), Hash(cipher, "person.citizen_id", "1"), Hash(cipher, "person.phon", "e1"), Hash(other, "person.phone", "1"), Hash(cipher, "person.phone", "") }
            .Distinct().Count().ShouldBe(5);

        static string Hash(ICipher cipher, string column, string text)
        {
            var hash = new byte[32];
            cipher.Hash(Encoding.ASCII.GetBytes(column), Encoding.UTF8.GetBytes(text), hash);
            return Convert.ToHexString(hash);
        }
    }

    [Fact]
    public void Named_UnknownSuite_SaysWhichThereAre() =>
        Should.Throw<CannotRunException>(() => CipherSuites.Named("des")).Message.ShouldContain("aes、sm");

    [Fact]
    public void Fetch_AlgorithmThatOpenSslLacks_IsOneSentence() =>
        Should.Throw<CannotRunException>(() => LibCrypto.Fetch("SM4-NONE", isDigest: false)).Message.ShouldContain("SM4-NONE");
}
