using System.Text;

namespace Huimin.Reports.Text;

/// <summary>Simplified characters of traditional ones, one for one; every other character is its own.</summary>
internal static class TraditionalCharacters
{
    private static readonly char[] Simplified = Read();

    public static char Simplify(char c) => Simplified[c];

    private static char[] Read()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
            table[i] = (char)i;
        using var stream = typeof(TraditionalCharacters).Assembly.GetManifestResourceStream("traditional.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            foreach (var pair in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                table[pair[0]] = pair[1];
        }

        return table;
    }
}
