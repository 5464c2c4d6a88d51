namespace Huimin.Bench;

/// <summary>Truth values, and numbers that may be unknown.</summary>
internal sealed partial class HandLoop
{
    private long Income(int i, bool known)
    {
        var (a, b, c, d, e) = (Money(wage[i], known), Money(business[i], known), Money(property[i], known), Money(transfer[i], known), Money(support[i], known));
        return a == Unknown || b == Unknown || c == Unknown || d == Unknown || e == Unknown ? Unknown : a + b + c + d + e;
    }

    private static long Money(int raw, bool known) => raw > int.MinValue + 2 ? raw : raw == int.MinValue && known ? 0 : Unknown;

    private static long Count(int raw, long absent, bool known) => raw > int.MinValue + 2 ? raw : raw == int.MinValue && known ? absent : Unknown;

    private long Age(int i)
    {
        if (birth[i] <= int.MinValue + 1)
            return Unknown;
        var days = monthStart - birth[i];
        if (days < 0)
            return -1;
        var age = days / 366;
        while (birth[i] <= birthdays[age + 1])
            age++;
        return age;
    }

    private byte Alive(int i) => died[i] == int.MinValue ? Yes : died[i] == int.MinValue + 1 ? Maybe : died[i] >= monthStart ? Yes : No;

    private byte Born(int i) => birth[i] <= monthEnd ? Yes : No; // also where the birth date is not known

    private byte Studies(int i) => study[i] == 254 ? Maybe : study[i] is 0 or 255 ? No : Yes;

    private byte Young(int i) => Or(Less(Age(i), 18), And(Less(Age(i), childSchoolUntil), Studies(i)));

    private byte AtHome(int i) => placement[i] == 254 ? Maybe : placement[i] is 0 or 255 ? Yes : No;

    /// <summary>This month or the month before.</summary>
    private byte Recent(int day) => day == int.MinValue ? No : day == int.MinValue + 1 ? Maybe : day <= monthEnd && day >= monthBefore ? Yes : No;

    private static byte Flag(byte raw, byte absent) => raw == 255 ? absent : raw == 254 ? Maybe : raw == 0 ? No : Yes;

    private static byte Less(long a, long b) => a == Unknown ? Maybe : a < b ? Yes : No;

    private static byte AtMost(long a, long most) => a == Unknown ? Maybe : a <= most ? Yes : No;

    private static byte Not(byte a) => a == Maybe ? Maybe : a == Yes ? No : Yes;

    private static byte And(byte a, byte b) => a == No || b == No ? No : a == Maybe || b == Maybe ? Maybe : Yes;

    private static byte Or(byte a, byte b) => a == Yes || b == Yes ? Yes : a == Maybe || b == Maybe ? Maybe : No;

    private static byte All(byte a, byte b, byte c) => a == No || b == No || c == No ? No : a == Maybe || b == Maybe || c == Maybe ? Maybe : Yes;

    private static byte All(byte a, byte b) => And(a, b);

    private static byte All(byte a, byte b, byte c, byte d) => And(And(a, b), And(c, d));

    private static byte All(byte a, byte b, byte c, byte d, byte e) => And(All(a, b, c, d), e);

    private static long Lookup((long[] Keys, long[] Values) table, long key)
    {
        long value = 0;
        for (var k = 0; k < table.Keys.Length && table.Keys[k] <= key; k++)
            value = table.Values[k];
        return value;
    }

    private static long Yuan(long fen) => (fen + 99) / 100 * 100;

    private static long Rounded(long top, long bottom)
    {
        var (fen, rest) = Math.DivRem(top, bottom);
        return Math.Abs(rest) * 2 >= bottom ? fen + Math.Sign(rest) : fen;
    }

    private static void Add(Totals totals, int programme, byte status, long fen)
    {
        if (status == Yes)
        {
            totals.Eligible[programme]++;
            totals.Fen[programme] += fen;
        }
        else if (status == Maybe)
        {
            totals.Undetermined[programme]++;
        }
    }
}
