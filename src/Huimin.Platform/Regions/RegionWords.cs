using Huimin.Platform.Ui;

namespace Huimin.Platform.Regions;

/// <summary>How levels of divisions are written on pages.</summary>
public static class RegionWords
{
    extension(Words words)
    {
        /// <summary>What the divisions directly below one of this level are called.</summary>
        public string Below(RegionLevel level) => level switch
        {
            RegionLevel.Province or RegionLevel.City => words["县区"],
            RegionLevel.County => words["乡镇（街道）"],
            _ => words["村（居）"],
        };
    }
}
