using System.Globalization;
using Huimin.Platform.Indicators;
using Huimin.Platform.Ui;

namespace Huimin.Platform.Cockpit;

/// <summary>How the cockpit writes its numbers.</summary>
public static class CockpitWords
{
    extension(Words words)
    {
        /// <summary>What a place is compared by: what comes to 10,000 residents, or the value; a dash where it is not known.</summary>
        public string Compared(Ranking ranking, PlaceFigure place)
        {
            ArgumentNullException.ThrowIfNull(ranking);
            return ranking.Of(place) is not { } value ? "—" : ranking.IsRate ? Rate(value) : words.Value(value, ranking.Subject.Unit);
        }

        /// <summary>Of 10,000 residents; a dash where it is not known.</summary>
        public string PerResidents(PlaceFigure place)
        {
            ArgumentNullException.ThrowIfNull(place);
            return place.PerResidents is { } value ? Rate(value) : "—";
        }

        /// <summary>+1,234 and −1,234.00; of shares in percentage points.</summary>
        public string Signed(decimal change, string unit)
        {
            var sign = change > 0 ? "+" : change < 0 ? "−" : "";
            return unit is "percent" or "permille" ? words["{0}个百分点", sign + (Math.Abs(change) * 100).ToString("0.##", CultureInfo.InvariantCulture)] : sign + words.Value(Math.Abs(change), unit);
        }
    }

    private static string Rate(decimal value) => value.ToString("#,##0.0", CultureInfo.InvariantCulture);
}
